package io.sextant.device.measure;

import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.Warmed;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerFailure.Kind;
import io.sextant.device.run.WorkerLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Programs of one worker command that share their fresh processes. If the worker is lost, the program that it was busy with is taken
 * out and the process repeated without it; afterwards the program gets processes of its own, since another one may have damaged the
 * worker, and fails if it is lost there too.
 */
final class Batch {
    private final List<Program> programs;
    private final MeasurePlan plan;
    private final WorkerLimits limits;
    private final Optional<Reference> reference;
    private final Map<Integer, Series> series = new HashMap<>();
    private final Map<Integer, String> failures = new HashMap<>();
    private final List<Integer> suspects = new ArrayList<>();

    Batch(List<Program> programs, MeasurePlan plan, WorkerLimits limits, Optional<Reference> reference) {
        this.programs = programs;
        this.plan = plan;
        this.limits = limits;
        this.reference = reference;
    }

    void measure() {
        measureTogether(IntStream.range(0, programs.size()).boxed().toList());
        for (int suspect : suspects) {
            series.remove(suspect);
            measureTogether(List.of(suspect));
        }
    }

    /** Why a program could not be measured. */
    Optional<String> failure(int index) {
        return Optional.ofNullable(failures.get(index));
    }

    /**
     * What was seen of one program.
     *
     * @param samples  one list per process
     * @param unsteady processes in which it was still drifting after the warm-up
     */
    record Series(List<List<Sample>> samples, int unsteady) {
        static final Series EMPTY = new Series(List.of(), 0);

        Series and(List<Sample> process, boolean steady) {
            List<List<Sample>> all = new ArrayList<>(samples);
            all.add(process);
            return new Series(all, unsteady + (steady ? 0 : 1));
        }
    }

    Series series(int index) {
        return series.getOrDefault(index, Series.EMPTY);
    }

    private void measureTogether(List<Integer> members) {
        List<Integer> group = new ArrayList<>(members);
        int process = 0;
        while (process < plan.effort().processes() && !group.isEmpty()) {
            try {
                measureOnce(group, process);
                process++;
            } catch (ProgramFailure failure) {
                int failed = group.remove(failure.index());
                if (failure.kind() == Kind.LOST && members.size() > 1) {
                    suspects.add(failed);
                } else {
                    failures.put(failed, failure.getMessage());
                }
            } catch (WorkerFailure failure) {
                group.forEach(member -> failures.put(member, failure.getMessage()));
                group.clear();
            }
        }
    }

    private void measureOnce(List<Integer> group, int process) throws ProgramFailure, WorkerFailure {
        try (FreshProcess fresh = new FreshProcess(group.stream().map(programs::get).toList(), plan, limits, reference)) {
            List<Warmed> warmed = fresh.prepare();
            List<List<Sample>> taken = fresh.time(warmed, FreshProcess.random(plan, process));
            for (int i = 0; i < group.size(); i++) {
                series.put(group.get(i), series(group.get(i)).and(taken.get(i), warmed.get(i).steady()));
            }
        }
    }
}
