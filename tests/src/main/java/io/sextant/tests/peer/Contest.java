package io.sextant.tests.peer;

import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.Warmed;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Programs of several engines against each other: each has a process of its own, one of them works at a time, and they take turns, so
 * that what slows the machine down slows all of them down. Thread CPU time, one thread.
 */
public final class Contest {
    private static final int THREADS = 1;
    /** The first block of a turn finds the caches full of what others left. */
    private static final int COLD = 1;
    private static final int BLOCKS = 3;
    private static final Duration LEAST_WARM = Duration.ofMillis(100);
    private static final Duration MOST_WARM = Duration.ofSeconds(2);

    private Contest() {
    }

    /**
     * What came of a program.
     *
     * @param nanos   median time of an inference; empty if it failed
     * @param failure why it failed, else empty
     */
    public record Time(OptionalDouble nanos, String failure) {
        public static Time failed(String reason) {
            return new Time(OptionalDouble.empty(), reason);
        }
    }

    /** A worker and how many inferences make a block of it. */
    private record Contestant(WorkerProcess worker, Warmed warmed) {
    }

    /** Times in the order of {@code programs}; one that fails costs itself alone. */
    public static List<Time> of(List<Program> programs, int rounds) {
        Map<Integer, Contestant> contestants = new HashMap<>();
        Map<Integer, String> failures = new HashMap<>();
        Map<Integer, List<Double>> samples = new HashMap<>();
        try {
            for (int i = 0; i < programs.size(); i++) {
                start(programs.get(i), i, contestants, failures);
            }
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < programs.size(); i++) {
                    int turn = (i + round) % programs.size();
                    if (contestants.containsKey(turn) && !failures.containsKey(turn)) {
                        turn(contestants.get(turn), turn, samples, failures);
                    }
                }
            }
        } finally {
            contestants.values().forEach(contestant -> contestant.worker().close());
        }
        List<Time> times = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            times.add(failures.containsKey(i) ? Time.failed(failures.get(i)) : new Time(OptionalDouble.of(median(samples.get(i))), ""));
        }
        return times;
    }

    private static void start(Program program, int index, Map<Integer, Contestant> contestants, Map<Integer, String> failures) {
        try {
            WorkerProcess worker = WorkerProcess.start(program.worker(), WorkerLimits.DEFAULT);
            try {
                worker.load("m", program.artifact(), THREADS);
                contestants.put(index, new Contestant(worker, worker.warm("m", LEAST_WARM, MOST_WARM)));
            } catch (WorkerFailure failure) {
                worker.close();
                throw failure;
            }
        } catch (WorkerFailure failure) {
            failures.put(index, failure.getMessage());
        }
    }

    private static void turn(Contestant contestant, int index, Map<Integer, List<Double>> samples, Map<Integer, String> failures) {
        try {
            List<Sample> taken = contestant.worker().time("m", contestant.warmed().inferencesPerBlock(), COLD + BLOCKS);
            taken.stream().skip(COLD).map(Sample::cpuNanos).forEach(samples.computeIfAbsent(index, i -> new ArrayList<>())::add);
        } catch (WorkerFailure failure) {
            failures.put(index, failure.getMessage());
        }
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
