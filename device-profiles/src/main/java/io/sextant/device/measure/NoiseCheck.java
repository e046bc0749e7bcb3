package io.sextant.device.measure;

import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.Warmed;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The A/A check: one program is loaded twice in each of a plan's fresh processes and measured as if it were two. Whatever differs is
 * noise.
 */
public final class NoiseCheck {
    private static final Path PROC = Path.of("/proc");

    private final WorkerLimits limits;
    private final Optional<Reference> reference;

    /** @param reference tells the pace of the machine; empty: thread CPU times are as they are */
    public NoiseCheck(WorkerLimits limits, Optional<Reference> reference) {
        this.limits = limits;
        this.reference = reference;
    }

    /** What came of a check. */
    public sealed interface Outcome {
        /** The machine could be judged. */
        record Checked(NoiseReport report) implements Outcome {
        }

        /** The program could not be run. */
        record Failed(String reason) implements Outcome {
        }
    }

    /** Times of the two labels and of a fixed amount of work, in order of time. */
    record Observation(List<List<Sample>> first, List<List<Sample>> second, List<Double> spins) {
        Observation() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    public Outcome check(Program program, MeasurePlan plan) {
        HostCounters before = HostCounters.read(PROC);
        Observation seen = new Observation();
        try {
            for (int process = 0; process < plan.effort().processes(); process++) {
                observe(program, plan, process, seen);
            }
        } catch (ProgramFailure | WorkerFailure failure) {
            return new Outcome.Failed(failure.getMessage());
        }
        HostCounters after = HostCounters.read(PROC);
        return new Outcome.Checked(report(seen, plan, after.stealShareSince(before), after.loadAverage()));
    }

    private void observe(Program program, MeasurePlan plan, int process, Observation seen) throws ProgramFailure, WorkerFailure {
        try (FreshProcess fresh = new FreshProcess(List.of(program, program), plan, limits, reference)) {
            List<Warmed> warmed = fresh.prepare();
            fresh.spin();
            seen.spins().add(fresh.spin());
            List<List<Sample>> taken = fresh.time(warmed, FreshProcess.random(plan, process));
            seen.spins().add(fresh.spin());
            seen.first().add(taken.get(0));
            seen.second().add(taken.get(1));
        }
    }

    static NoiseReport report(Observation seen, MeasurePlan plan, double stealShare, double loadAverage) {
        double[] first = Processes.medians(seen.first(), plan.clock());
        double[] second = Processes.medians(seen.second(), plan.clock());
        double a = Bootstrap.median(first);
        double b = Bootstrap.median(second);
        List<List<Sample>> all = new ArrayList<>(seen.first());
        all.addAll(seen.second());
        HostState host = new HostState(Processes.waitShare(all), stealShare, slowdown(seen.spins()), Processes.pace(all), loadAverage,
            Runtime.getRuntime().availableProcessors());
        return new NoiseReport(2 * Math.abs(a - b) / (a + b), Bootstrap.resolvable(first, second, new Random(plan.seed())), host);
    }

    /** Later half against earlier half, so that one disturbed value does not decide. */
    private static double slowdown(List<Double> spins) {
        int half = spins.size() / 2;
        double early = Bootstrap.median(spins.subList(0, half).stream().mapToDouble(Double::doubleValue).toArray());
        double late = Bootstrap.median(spins.subList(half, spins.size()).stream().mapToDouble(Double::doubleValue).toArray());
        return late / early - 1;
    }
}
