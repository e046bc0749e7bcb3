package io.sextant.latency.campaign;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;

/**
 * A kernel to be measured.
 *
 * @param occurrences how often a network runs it on average; what it matters
 */
public record CampaignItem(Kernel kernel, double occurrences) {
    private static final double NANOS_PER_MAC = 0.02;
    private static final double NANOS_PER_BYTE = 0.05;
    private static final double NANOS_PER_KERNEL = 1_000;
    /** Copies of the activations in the chains with many and with few repeats and their neighbours. */
    private static final int ACTIVATIONS = 16;

    public CampaignItem {
        if (!(occurrences > 0)) {
            throw new IllegalArgumentException("a kernel of a network occurs in it, got " + occurrences + " times");
        }
    }

    /** Its share in the time of a network, before anything is measured: good enough to order the work by. */
    double expectedNanos() {
        GraphCost cost = GraphCost.of(kernel.body());
        return occurrences * (NANOS_PER_KERNEL + NANOS_PER_MAC * cost.macs() + NANOS_PER_BYTE * (weightBytes() + activationBytes()));
    }

    /** Bytes that a process needs for its chains, roughly: engines pack weights anew and keep what they were given. */
    long chainBytes() {
        return 2 * ChainTimer.REPEATS * weightBytes() + ACTIVATIONS * activationBytes();
    }

    private long weightBytes() {
        return kernel.body().constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
    }

    private long activationBytes() {
        Graph body = kernel.body();
        return body.inputs().stream().mapToLong(port -> port.value().type().bytes()).sum() + body.outputs().get(0).value().type().bytes();
    }
}
