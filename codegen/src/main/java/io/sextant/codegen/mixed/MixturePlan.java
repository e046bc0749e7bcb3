package io.sextant.codegen.mixed;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The cheapest way to run a row of kernels.
 *
 * @param nanos what it is expected to take
 */
public record MixturePlan(Partition partition, double nanos) {
    /**
     * By the times of the kernels in their places; empty if no engine runs a kernel.
     *
     * @param times of each kernel by engine, infinite where it does not run it; engines that are not there run nothing
     */
    public static Optional<MixturePlan> of(KernelRow row, Map<Engine, double[]> times, Crossing crossing) {
        int kernels = row.kernels().size();
        double[][] nanos = new double[Engine.values().length][kernels];
        for (Engine engine : Engine.values()) {
            double[] known = times.getOrDefault(engine, new double[0]);
            Arrays.fill(nanos[engine.ordinal()], Double.POSITIVE_INFINITY);
            System.arraycopy(known, 0, nanos[engine.ordinal()], 0, known.length);
        }
        double[] costs = Arrays.stream(row.liveBytes()).mapToDouble(crossing::nanos).toArray();
        Assignment cheapest = Assignment.cheapest(nanos, costs);
        return Double.isInfinite(cheapest.nanos()) ? Optional.empty()
            : Optional.of(new MixturePlan(row.partition(cheapest.engines().stream().map(engine -> Engine.values()[engine]).toList()), cheapest.nanos()));
    }

    /** Whether more than one engine takes part. */
    public boolean isMixed() {
        return partition.stretches().size() > 1;
    }
}
