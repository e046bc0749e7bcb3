package io.sextant.device.measure;

import io.sextant.ir.kernel.PlacedKernel;
import java.util.Optional;

/**
 * Time of one operator that an engine runs, as a part of a network.
 *
 * @param name     the engine's name for it
 * @param operator the engine's operator type, e.g. {@code FusedConv}
 * @param kernel   the kernel of the graph that it computes or takes part in; empty if it cannot be traced to one
 * @param medianNs nanoseconds per inference
 * @param share    part of the network's time, 0 to 1
 */
public record LayerTime(String name, String operator, Optional<PlacedKernel> kernel, double medianNs, double share) {
    public LayerTime {
        if (!(medianNs >= 0 && share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a layer has a time and a share of 0 to 1, got " + medianNs + " ns and " + share);
        }
    }
}
