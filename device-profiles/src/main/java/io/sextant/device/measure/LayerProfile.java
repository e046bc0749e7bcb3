package io.sextant.device.measure;

import java.util.List;

/**
 * Where the time of a network goes, in the order in which its layers run. The layers' medians add up to the total's.
 *
 * @param total  the network measured as a whole, without profiler
 * @param method how the total was divided, fit to label the times with
 */
public record LayerProfile(Measurement total, List<LayerTime> layers, String method) {
    private static final double ROUNDING = 1e-6;

    public LayerProfile {
        layers = List.copyOf(layers);
        double sum = layers.stream().mapToDouble(LayerTime::medianNs).sum();
        double median = total.latency().median();
        if (Math.abs(sum - median) > ROUNDING * median) {
            throw new IllegalArgumentException("the layers add up to the total of " + median + " ns, got " + sum + " ns");
        }
    }
}
