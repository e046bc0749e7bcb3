package io.sextant.latency;

import io.sextant.device.measure.Interval;
import io.sextant.ir.kernel.Kernel;
import java.util.List;

/**
 * What a network is expected to take.
 *
 * @param latency     nanoseconds of one inference, with the 95 % interval in which a measurement is expected; without a correction the
 *                    bounds are the sums of the rows' bounds, which know nothing of what lies between kernels
 * @param summedNanos the kernels' rows added up, before any correction
 * @param corrected   whether a measured correction for whole networks was applied
 * @param kernels     each with all its places in the network, the longest first
 */
public record Prediction(Interval latency, double summedNanos, boolean corrected, List<KernelTime> kernels) {
    public Prediction {
        kernels = List.copyOf(kernels);
    }

    /**
     * The time of one kernel in the network.
     *
     * @param places     how often it runs
     * @param totalNanos of all its places, before any correction
     */
    public record KernelTime(Kernel kernel, int places, double totalNanos) {
    }
}
