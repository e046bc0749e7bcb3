package io.sextant.latency;

import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.PlacedKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows from the profile of a network: estimates, since a profiler disturbs what it times and only the total was measured. */
public final class EstimatedRows {
    private EstimatedRows() {
    }

    /**
     * One row for each distinct kernel of {@code profile}: the mean over its places in the network of what its layers take together.
     * Layers without a kernel (changes of layout) have no row.
     */
    public static List<LutRow> of(LayerProfile profile) {
        Map<PlacedKernel, Double> byPlace = new LinkedHashMap<>();
        for (LayerTime layer : profile.layers()) {
            layer.kernel().ifPresent(kernel -> byPlace.merge(kernel, layer.medianNs(), Double::sum));
        }
        Map<Kernel, List<Double>> byKernel = new LinkedHashMap<>();
        byPlace.forEach((place, nanoseconds) -> byKernel.computeIfAbsent(place.kernel(), k -> new ArrayList<>()).add(nanoseconds));
        return byKernel.entrySet().stream().map(entry -> row(entry.getKey(), mean(entry.getValue()), profile)).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static LutRow row(Kernel kernel, double nanoseconds, LayerProfile profile) {
        MeasurementKey total = profile.total().key();
        LutKey key = new LutKey(kernel.signature(), total.implementation(), total.device(), total.threads(), total.clock());
        return new LutRow(key, kernel.text(), Provenance.ESTIMATED, 1, OptionalDouble.of(nanoseconds), Optional.empty(),
            profile.method(), profile.total().date());
    }
}
