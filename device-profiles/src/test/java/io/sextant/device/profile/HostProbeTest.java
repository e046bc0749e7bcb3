package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
    private static final Path HOME = Path.of("target", "sextant-home");
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireCompiler() {
        Optional<String> missing = Toolchain.unavailable();
        assumeTrue(missing.isEmpty(), () -> "no compiler here: " + missing.orElse(""));
    }

    @Test
    void measuresThisMachine() throws IOException {
        List<String> progress = new ArrayList<>();
        HostProbe probe = new HostProbe(HOME, NOON);
        DeviceProfile profile = probe.probe(progress::add);
        Ceilings ceilings = profile.ceilings();
        assertEquals(List.of(), ceilings.provenance().orElseThrow().failures());
        assertEquals(VectorExtension.of(profile.processor()).stream().map(VectorExtension::text).sorted().toList(),
            List.copyOf(ceilings.peakGigaflops().keySet()));
        assertTrue(ceilings.bestPeakGigaflops().orElseThrow() > 0.1, ceilings.toString());
        double memory = ceilings.readGigabytesPerSecond().getOrDefault("memory", 0.0);
        assertTrue(ceilings.readGigabytesPerSecond().get("l1d") >= memory / 2, ceilings.toString());
        assertTrue(ceilings.threadTimer().orElseThrow().costNanos() < 1e6, ceilings.toString());
        assertTrue(progress.contains("probing read bandwidth of l1d"), progress.toString());
        assertEquals(profile, ProfileReader.parse("host.yaml", ProfileWriter.text(profile)));
        assertEquals(probe.processor().model(), profile.processor().model());
        try (Stream<Path> left = Files.list(HOME)) {
            assertEquals(List.of("toolchain"), left.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void asksTheCpuForCachesThatTheKernelDoesNotList() throws IOException {
        Path proc = Files.createDirectories(folder.resolve("root/proc"));
        Files.copy(Path.of("/proc/cpuinfo"), proc.resolve("cpuinfo"));
        Files.writeString(proc.resolve("meminfo"), "MemTotal:       65536 kB\nMemAvailable:   32768 kB\n");
        HostProbe probe = new HostProbe(HOME, folder.resolve("root"), NOON);
        assertEquals(List.of(), probe.processor().caches());
        DeviceProfile profile = probe.probe(line -> { });
        List<Cache> listed = new HostProbe(HOME, NOON).processor().caches();
        assumeTrue(!listed.isEmpty(), "this machine's kernel lists no caches to compare with");
        assertEquals(listed, profile.processor().caches());
        assertEquals(64L << 20, profile.memoryBytes());
        assertFalse(profile.ceilings().readGigabytesPerSecond().containsKey("memory"));
    }

    @Test
    void namesAProbeThatDies() throws ProbeFailed {
        Toolchain toolchain = Toolchain.open(HOME);
        ProbeProgram withoutSize = new ProbeProgram("read-x", "read_bandwidth/vector.c", List.of("-DBYTES=16"));
        Path program = withoutSize.compile(toolchain, folder);
        ProbeFailed failure = assertThrows(ProbeFailed.class, () -> withoutSize.run(program, List.of()));
        assertEquals("probe read-x ended with exit status 22", failure.getMessage());
        ProbeProgram trap = new ProbeProgram("trap", "trap/illegal_instruction.c", List.of());
        Path trapped = trap.compile(toolchain, folder);
        assertEquals("probe trap killed by signal 4 (SIGILL, an instruction that this CPU does not have)",
            assertThrows(ProbeFailed.class, () -> trap.run(trapped, List.of())).getMessage());
    }

    @Test
    void namesAProbeThatCannotBeCompiled() {
        ProbeProgram broken = new ProbeProgram("read-x", "read_bandwidth/vector.c", List.of("-DBYTES=nothing"));
        ProbeFailed failure = assertThrows(ProbeFailed.class, () -> broken.compile(Toolchain.open(HOME), folder));
        assertTrue(failure.getMessage().contains("read_bandwidth/vector.c"), failure.getMessage());
    }

    @Test
    void refusesOutputThatIsNoFigure() throws ProbeFailed {
        ProbeProgram probe = ProbeProgram.threadTimer();
        assertEquals(List.of(new ProbeProgram.Line("sample", 5, 2)), probe.lines("sample 5 2\n"));
        for (String output : List.of("sample 5", "sample -5 2", "sample 5 2 3", "sample 5 " + "9".repeat(30), "Illegal instruction")) {
            assertThrows(ProbeFailed.class, () -> probe.lines(output), output);
        }
    }

    @Test
    void takesTheFastestRepeat() throws ProbeFailed {
        ProbeProgram probe = ProbeProgram.threadTimer();
        assertEquals(2.5, ProbeRun.fastest(probe, probe.lines("sample 500 250\nsample 500 200\nsample 500 0\nsample 500 400\n")));
        assertThrows(ProbeFailed.class, () -> ProbeRun.fastest(probe, List.of()));
    }
}
