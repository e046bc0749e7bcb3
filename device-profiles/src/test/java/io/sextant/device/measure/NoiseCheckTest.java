package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.NoiseReport.Verdict;
import io.sextant.device.run.FakeWorker;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.WorkerLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseCheckTest {
    private static final MeasurePlan PLAN = new MeasurePlan(1, Clock.THREAD_CPU, new Effort(7, 2, 2), 5);

    @TempDir
    private Path folder;

    /** Seven processes whose medians spread by {@code spread} around {@code median}, waiting for {@code wait} of their time. */
    private static List<List<Sample>> processes(double median, double spread, double wait, long seed) {
        Random random = new Random(seed);
        List<List<Sample>> processes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            double time = median * (1 + spread * random.nextGaussian());
            processes.add(List.of(new Sample(time, time, wait * time), new Sample(time, time, wait * time)));
        }
        return processes;
    }

    private static NoiseReport report(double ratio, double spread, double wait, List<Double> spins, double steal) {
        var seen = new NoiseCheck.Observation(processes(1000, spread, wait, 1), processes(1000 * ratio, spread, wait, 1), spins);
        return NoiseCheck.report(seen, PLAN, steal, 0.5);
    }

    private static final List<Double> CONSTANT = List.of(100.0, 101.0, 100.0, 100.0, 99.0, 100.0);
    private static final List<Double> SLOWING = List.of(100.0, 101.0, 100.0, 110.0, 112.0, 111.0);

    @Test
    void aQuietMachineIsQuiet() {
        NoiseReport report = report(1, 0.002, 0, CONSTANT, 0);
        assertEquals(Verdict.QUIET, report.verdict());
        assertEquals(0, report.aaDifference(), 1e-12);
        assertTrue(report.words().startsWith("quiet: differences under "), report.words());
    }

    @Test
    void theDifferenceOfTheLabelsIsRelative() {
        assertEquals(0.1 / 1.05, report(1.1, 0, 0, CONSTANT, 0).aaDifference(), 1e-9);
        assertEquals(0.1 / 0.95, report(0.9, 0, 0, CONSTANT, 0).aaDifference(), 1e-9);
        assertTrue(report(1.1, 0, 0, CONSTANT, 0).resolvable() > 0.09);
    }

    @Test
    void spreadOverProcessesIsNoise() {
        NoiseReport report = report(1, 0.1, 0, CONSTANT, 0);
        assertEquals(Verdict.NOISY, report.verdict());
        assertTrue(report.resolvable() > 0.05, report.toString());
    }

    @Test
    void waitingAndStealingAreLoad() {
        assertEquals(Verdict.LOADED, report(1, 0.002, 0.05, CONSTANT, 0).verdict());
        assertEquals(Verdict.LOADED, report(1, 0.002, 0, CONSTANT, 0.03).verdict());
        assertTrue(report(1, 0.002, 0.05, CONSTANT, 0).words().contains("waited for a core in 5 % of its time"));
    }

    @Test
    void aPaceBelowFullIsSaid() {
        String words = new NoiseReport(0.001, 0.02, new HostState(0, 0, 0, 0.8, 0.1, 2)).words();
        assertEquals("quiet: differences under 2.0 % are noise (A/A 0.1 %), the cores ran at 80 % of their full pace, at which thread-cpu "
            + "times are told", words);
        assertEquals("quiet: differences under 2.0 % are noise (A/A 0.1 %)",
            new NoiseReport(0.001, 0.02, new HostState(0, 0, 0, 0.98, 0.1, 2)).words());
    }

    @Test
    void slowerCoresAreThrottled() {
        NoiseReport report = report(1, 0.002, 0.05, SLOWING, 0);
        assertEquals(Verdict.THROTTLED, report.verdict());
        assertEquals(0.11, report.host().slowdown(), 1e-9);
    }

    @Test
    void checksARealWorker() throws Exception {
        Program program = new Program("k", new Implementation("fake", "1", ""), FakeWorker.command(),
            FakeWorker.artifact(folder, "a", "work 20000"));
        Reference reference = new Reference(new Program("r", new Implementation("fake", "1", ""), FakeWorker.command(),
            FakeWorker.artifact(folder, "r", "work 40000")), 1e9);
        var checked = assertInstanceOf(NoiseCheck.Outcome.Checked.class,
            new NoiseCheck(WorkerLimits.DEFAULT, Optional.of(reference)).check(program, PLAN));
        NoiseReport report = checked.report();
        assertTrue(report.host().pace() > 100, report.toString());
        assertTrue(report.resolvable() > 0 && report.resolvable() < Double.POSITIVE_INFINITY, report.toString());
        assertTrue(report.aaDifference() >= 0, report.toString());
        assertNotNull(report.verdict());
    }

    @Test
    void aProgramThatCannotRunGivesTheReason() throws Exception {
        Program program = new Program("k", new Implementation("fake", "1", ""), FakeWorker.command(),
            FakeWorker.artifact(folder, "a", "refuse no"));
        assertEquals(new NoiseCheck.Outcome.Failed("no"), new NoiseCheck(WorkerLimits.DEFAULT, Optional.empty()).check(program, PLAN));
    }

    @Test
    void readsStealWithoutCountingGuestsTwice() throws Exception {
        Files.writeString(folder.resolve("stat"), "cpu  100 0 50 800 10 0 0 40 7 7\ncpu0 1 1 1 1\n");
        Files.writeString(folder.resolve("loadavg"), "1.25 0.8 0.5 2/300 4711\n");
        HostCounters before = HostCounters.read(folder);
        assertEquals(new HostCounters(40, 1000, 1.25), before);
        assertEquals(0.1, new HostCounters(50, 1100, 1).stealShareSince(before), 1e-12);
        assertEquals(new HostCounters(0, 0, 0), HostCounters.read(folder.resolve("nothing")));
    }
}
