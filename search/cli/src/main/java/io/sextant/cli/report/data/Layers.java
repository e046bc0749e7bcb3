package io.sextant.cli.report.data;

import java.util.List;

/**
 * Where the winner's time goes.
 *
 * @param total  of the whole network, measured without profiler
 * @param method how the total was divided
 * @param all    in the order in which they run
 */
public record Layers(Amount total, String method, List<Layer> all) {
    public Layers {
        all = List.copyOf(all);
    }

    /**
     * @param name     the engine's name for it
     * @param operator the engine's operator type
     * @param kernel   the kernel of the network that it computes or takes part in; empty if it cannot be traced to one
     * @param time     in the unit of the total
     * @param share    part of the total, 0 to 1
     */
    public record Layer(String name, String operator, String kernel, double time, double share) {
        public Layer {
            if (!(time >= 0 && share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a layer has a time and a share of 0 to 1, got " + time + " and " + share);
            }
        }
    }
}
