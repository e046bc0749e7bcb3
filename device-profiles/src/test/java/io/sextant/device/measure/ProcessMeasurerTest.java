package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.MeasureOutcome.Failed;
import io.sextant.device.measure.MeasureOutcome.Measured;
import io.sextant.device.run.FakeWorker;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeasurerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MeasurePlan PLAN = new MeasurePlan(1, Clock.THREAD_CPU, new Effort(5, 3, 2), 9);
    private static final WorkerLimits LIMITS = new WorkerLimits(1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(20));

    @TempDir
    private Path folder;
    private final AtomicInteger finished = new AtomicInteger();

    private Program program(WorkerCommand worker, String name, String behaviour) throws IOException {
        Path artifact = FakeWorker.artifact(folder, name, behaviour);
        return new Program("key of " + name, new Implementation("fake", "1", "none"), worker, artifact);
    }

    private List<MeasureOutcome> measure(WorkerLimits limits, Program... programs) {
        return new ProcessMeasurer("a device", limits, java.time.Clock.fixed(NOW, ZoneOffset.UTC))
            .measure(List.of(programs), PLAN, finished::incrementAndGet);
    }

    private static Measurement measurement(MeasureOutcome outcome) {
        return assertInstanceOf(Measured.class, outcome, outcome.toString()).measurement();
    }

    @Test
    void keepsEveryTimeAndTakesMediansOfProcesses() throws IOException {
        WorkerCommand worker = FakeWorker.command();
        List<MeasureOutcome> outcomes = measure(LIMITS, program(worker, "a", "work 20000"), program(worker, "b", "work 60000"));
        assertEquals(2, outcomes.size());
        assertEquals(2, finished.get());
        Measurement b = measurement(outcomes.get(1));
        assertEquals(new MeasurementKey("key of b", "fake/1/none", "a device", 1, Clock.THREAD_CPU,
            "fresh-processes/2 processes=5 rounds=3 samples=2"), b.key());
        assertEquals(NOW, b.date());
        assertEquals(5, b.processes());
        List<Double> medians = new ArrayList<>();
        for (List<Sample> process : b.samples()) {
            assertEquals(6, process.size());
            List<Double> times = process.stream().map(Sample::cpuNanos).sorted().toList();
            medians.add((times.get(2) + times.get(3)) / 2);
        }
        assertEquals(medians.stream().sorted().toList().get(2), b.latency().median(), 1e-9);
        assertTrue(b.latency().lo() > 0 && b.byClock().containsKey(Clock.WALL));
    }

    @Test
    void eachProcessIsFreshAndInterleavesThePrograms() throws IOException {
        Path log = Files.createFile(folder.resolve("log.txt"));
        WorkerCommand worker = FakeWorker.command();
        measure(LIMITS, program(worker, "a", "log " + log), program(worker, "b", "log " + log), program(worker, "c", "log " + log));
        List<String> runs = Files.readAllLines(log);
        long switches = 0;
        for (int i = 1; i < runs.size(); i++) {
            switches += runs.get(i).equals(runs.get(i - 1)) ? 0 : 1;
        }
        // Without interleaving: warm-ups and timings of three programs in each of five processes, 2 * 3 * 5 - 1 switches at most.
        assertTrue(switches > 2 * 3 * 5 - 1, switches + " switches");
        // Two programs may follow each other from round to round, so at least two switches in each of three rounds and of the warm-up.
        assertTrue(switches >= 5 * (2 + 3 * 2), switches + " switches");
    }

    @Test
    void onlyProgramsOfABatchShareTheirProcesses() throws IOException {
        Path log = Files.createFile(folder.resolve("log.txt"));
        WorkerCommand worker = FakeWorker.command();
        List<Program> programs = List.of(program(worker, "a", "log " + log), program(worker, "b", "log " + log),
            program(worker, "c", "log " + log));
        new ProcessMeasurer("a device", LIMITS, java.time.Clock.fixed(NOW, ZoneOffset.UTC)).together(2).measure(programs, PLAN, () -> { });
        List<String> runs = Files.readAllLines(log);
        assertTrue(runs.lastIndexOf("b") > runs.indexOf("a") && runs.lastIndexOf("a") > runs.indexOf("b"), "a and b together");
        assertTrue(runs.indexOf("c") > runs.lastIndexOf("a") && runs.indexOf("c") > runs.lastIndexOf("b"), "c by itself");
    }

    @Test
    void cpuTimesAreToldAtThePaceOfTheReferenceAroundThem() throws IOException {
        WorkerCommand worker = FakeWorker.command();
        Program program = program(worker, "a", "work 60000");
        // The machine "needs" a second for what takes some microseconds: its pace is far above 1, and times at full pace are long.
        Reference reference = new Reference(program(worker, "r", "work 60000"), 1e9);
        Measurement measurement = measurement(paced(reference, PLAN, program));
        assertEquals(6, measurement.samples().get(0).size());
        for (Sample sample : measurement.samples().get(0)) {
            assertTrue(sample.pace() > 1_000 && sample.cpuNanos() < 1e6, sample.toString());
            assertEquals(sample.cpuNanos() * sample.pace(), Clock.THREAD_CPU.nanos(sample));
            assertEquals(sample.wallNanos(), Clock.WALL.nanos(sample));
        }
        // The same work, so about as long as the reference; whatever disturbs it, by far less than the factor between the scales.
        assertTrue(measurement.latency().median() > 1e8 && measurement.latency().median() < 1e10, measurement.latency().toString());
        assertTrue(measurement.byClock().get(Clock.WALL).median() < 1e7, measurement.byClock().toString());
    }

    @Test
    void theReferenceRunsAroundSamplesOfThreadCpuTimeOnly() throws IOException {
        Path log = Files.createFile(folder.resolve("log.txt"));
        WorkerCommand worker = FakeWorker.command();
        Program program = program(worker, "a", "slow " + log);
        Reference reference = new Reference(program(worker, "r", "log " + log), 1e9);
        paced(reference, PLAN, program);
        String runs = String.join("", Files.readAllLines(log)).replaceAll("a+", "a").replaceAll("r+", "r");
        // Warm-ups of both, then three rounds of two long samples, each with a reference after it; five processes.
        assertEquals("ararararararar".repeat(5), runs);
        Files.writeString(log, "");
        paced(reference, PLAN, program(worker, "b", "log " + log));
        // Six short samples are between two references.
        runs = String.join("", Files.readAllLines(log)).replaceAll("b+", "b").replaceAll("r+", "r");
        assertTrue(runs.length() < "brbrbrbrbrbrbr".length() * 5, runs);
        Files.writeString(log, "");
        paced(reference, new MeasurePlan(1, Clock.WALL, new Effort(5, 3, 2), 9), program);
        assertEquals("a", String.join("", Files.readAllLines(log)).replaceAll("a+", "a"));
    }

    private static MeasureOutcome paced(Reference reference, MeasurePlan plan, Program program) {
        return new ProcessMeasurer("a device", LIMITS, java.time.Clock.fixed(NOW, ZoneOffset.UTC)).pacedBy(Optional.of(reference))
            .measure(List.of(program), plan, () -> { }).get(0);
    }

    @Test
    void whatCannotBeMeasuredCostsItselfAlone() throws IOException {
        WorkerCommand worker = FakeWorker.command();
        WorkerCommand broken = new WorkerCommand(List.of("/no/such/engine"));
        WorkerLimits impatient = new WorkerLimits(1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(4));
        List<MeasureOutcome> outcomes = measure(impatient, program(worker, "a", "work 1000"), program(worker, "crash", "exit 139"),
            program(worker, "refused", "refuse operator Foo is unknown"), program(broken, "c", "work 1"),
            program(worker, "hang", "hang"), program(worker, "b", "work 2000"));
        assertEquals(5, measurement(outcomes.get(0)).processes());
        assertReason("SIGSEGV", outcomes.get(1));
        assertEquals(new Failed("operator Foo is unknown"), outcomes.get(2));
        assertReason("/no/such/engine", outcomes.get(3));
        assertReason("within 4.0 s", outcomes.get(4));
        assertEquals(5, measurement(outcomes.get(5)).processes());
        assertEquals(6, finished.get());
    }

    private static void assertReason(String expected, MeasureOutcome outcome) {
        String reason = assertInstanceOf(Failed.class, outcome, outcome.toString()).reason();
        assertTrue(reason.contains(expected), reason);
    }

    @Test
    void aProgramThatAnotherOneBroughtDownIsMeasuredAlone() throws IOException {
        WorkerCommand worker = FakeWorker.command();
        List<MeasureOutcome> outcomes = measure(LIMITS, program(worker, "poison", "poison"), program(worker, "victim", "victim"));
        assertEquals(5, measurement(outcomes.get(0)).processes());
        assertEquals(5, measurement(outcomes.get(1)).processes());
    }
}
