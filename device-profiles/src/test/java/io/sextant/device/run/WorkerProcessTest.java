package io.sextant.device.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.run.WorkerFailure.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerProcessTest {
    private static final WorkerLimits LIMITS = new WorkerLimits(1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    private WorkerFailure failureOf(WorkerCommand command, WorkerLimits limits, String behaviour) throws Exception {
        Path artifact = FakeWorker.artifact(folder, "misbehaving", behaviour);
        try (WorkerProcess worker = WorkerProcess.start(command, limits)) {
            return assertThrows(WorkerFailure.class, () -> {
                worker.load("m0", artifact, 1);
                worker.warm("m0", Duration.ofMillis(1), Duration.ofMillis(10));
                worker.time("m0", 10, 1_000);
            });
        }
    }

    @Test
    void measuresAndEndsWhenClosed() throws Exception {
        Path artifact = FakeWorker.artifact(folder, "name with spaces \\ and ü", "work 100000");
        WorkerProcess worker = WorkerProcess.start(FakeWorker.command(), LIMITS);
        try (worker) {
            worker.load("m0", artifact, 1);
            int inferences = worker.warm("m0", Duration.ofMillis(20), Duration.ofSeconds(2)).inferencesPerBlock();
            List<Sample> samples = worker.time("m0", inferences, 5);
            assertEquals(5, samples.size());
            for (Sample sample : samples) {
                assertTrue(sample.cpuNanos() > 10_000 && sample.wallNanos() > 10_000, sample.toString());
            }
            worker.unload("m0");
            assertTrue(worker.spin() > 0);
        }
        assertFalse(ProcessHandle.of(worker.pid()).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void workersLeaveTheCallersStandardOutputAlone() throws Exception {
        Path artifact = FakeWorker.artifact(folder, "printing", "print");
        try (WorkerProcess worker = WorkerProcess.start(FakeWorker.command(), LIMITS)) {
            worker.load("m0", artifact, 1);
            assertEquals(2, worker.time("m0", 3, 2).size());
        }
    }

    @Test
    void aRefusalLeavesTheWorkerAlive() throws Exception {
        Path bad = FakeWorker.artifact(folder, "bad", "refuse no such\noperator");
        Path good = FakeWorker.artifact(folder, "good", "work 10");
        try (WorkerProcess worker = WorkerProcess.start(FakeWorker.command(), LIMITS)) {
            WorkerFailure refused = assertThrows(WorkerFailure.class, () -> worker.load("m0", bad, 1));
            assertEquals(Kind.REFUSED, refused.kind());
            assertEquals("no such\noperator", refused.getMessage());
            worker.load("m1", good, 1);
            assertEquals(1, worker.time("m1", 1, 1).size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit 7, LOST, ended with exit code 7",
        "exit 139, LOST, (SIGSEGV)",
        "segv, LOST, SIGSEGV (0xb)",
        "segv, LOST, crashed when its answer",
        "exit-on-load, LOST, about to exit",
        "garbage, LOST, not the protocol",
        "flood, LOST, xxxx",
        "fail at run, REFUSED, at run",
    })
    void misbehaviourIsAFailureWithItsReason(String behaviour, Kind kind, String reason) throws Exception {
        WorkerFailure failure = failureOf(FakeWorker.command(), LIMITS, behaviour);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    @Test
    void aHangIsKilled() throws Exception {
        WorkerLimits impatient = new WorkerLimits(1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(1));
        WorkerFailure failure = failureOf(FakeWorker.command(), impatient, "hang");
        assertEquals(Kind.TIMED_OUT, failure.kind());
        assertTrue(failure.getMessage().contains("within 1.0 s"), failure.getMessage());
    }

    @Test
    void tooMuchMemoryIsKilled() throws Exception {
        List<String> command = new ArrayList<>(FakeWorker.command().command());
        command.add(1, "-XX:MaxDirectMemorySize=2g");
        WorkerLimits small = new WorkerLimits(200L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));
        WorkerFailure failure = failureOf(new WorkerCommand(command), small, "leak");
        assertEquals(Kind.LOST, failure.kind());
        assertTrue(failure.getMessage().contains("more than the limit of 200 MiB"), failure.getMessage());
    }

    @Test
    void childrenOfAWorkerAreKilledWithIt() throws Exception {
        WorkerLimits impatient = new WorkerLimits(1L << 30, Duration.ofMillis(500), Duration.ofMillis(500));
        WorkerCommand shell = new WorkerCommand(List.of("sh", "-c", "sleep 987 & echo ready sextant-worker/1; wait"));
        try (WorkerProcess worker = WorkerProcess.start(shell, impatient)) {
            List<ProcessHandle> children = ProcessHandle.of(worker.pid()).orElseThrow().descendants().toList();
            assertFalse(children.isEmpty());
            assertThrows(WorkerFailure.class, () -> worker.load("m0", folder, 1));
            for (ProcessHandle child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
                assertFalse(child.isAlive());
            }
        }
    }

    @Test
    void evenAHangingWorkerEndsWithTheProcessThatStartedIt() throws Exception {
        Path workerPid = folder.resolve("pid");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "exec 3<&0; \"$@\" <&3 & echo $! > pid; echo started; wait", "sh");
        shell.command().addAll(FakeWorker.command().command());
        Process parent = shell.directory(folder.toFile()).start();
        try (BufferedReader output = parent.inputReader()) {
            assertEquals("started", output.readLine());
            assertEquals(WorkerLoop.GREETING, output.readLine());
            Path hanging = FakeWorker.artifact(folder, "hanging", "hang");
            parent.getOutputStream().write(("load m0 1 " + hanging + "\nwarm m0 1 1\n").getBytes(StandardCharsets.UTF_8));
            parent.getOutputStream().flush();
            assertEquals("loaded m0", output.readLine());
            ProcessHandle worker = ProcessHandle.of(Long.parseLong(Files.readString(workerPid).strip())).orElseThrow();
            parent.destroyForcibly();
            worker.onExit().get(30, TimeUnit.SECONDS);
            assertFalse(worker.isAlive());
        }
    }

    @Test
    void aWorkerThatCannotStartSaysWhy() throws IOException {
        WorkerFailure missing = assertThrows(WorkerFailure.class,
            () -> WorkerProcess.start(new WorkerCommand(List.of("/no/such/program")), LIMITS));
        assertEquals(Kind.NOT_STARTED, missing.kind());
        assertTrue(missing.getMessage().contains("/no/such/program"), missing.getMessage());
        WorkerFailure ended = assertThrows(WorkerFailure.class,
            () -> WorkerProcess.start(new WorkerCommand(List.of("sh", "-c", "echo no licence >&2; exit 9")), LIMITS));
        assertEquals(Kind.NOT_STARTED, ended.kind());
        assertTrue(ended.getMessage().contains("exit code 9") && ended.getMessage().contains("no licence"), ended.getMessage());
    }
}
