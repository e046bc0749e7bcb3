package io.sextant.ir.quantize;

import io.sextant.ir.quantize.QuantisationReport.LayerError;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which layers to leave in f32. */
public final class MixedPrecision {
    private MixedPrecision() {
    }

    /** The layers of a report from the most to the least sensitive: by the outputs' SQNR with that layer alone on integers. */
    public static List<LayerError> bySensitivity(QuantisationReport report) {
        return report.layers().stream().sorted(Comparator.comparingDouble(MixedPrecision::alone)).toList();
    }

    /**
     * {@code plan} with the {@code count} most sensitive layers of {@code report} in f32 too. Greedy: every layer is judged on its own,
     * as if errors of layers added up, and none again after another was taken.
     *
     * @param report with sensitivity, of the same graph and plan
     */
    public static Plan choose(QuantisationReport report, Plan plan, int count) {
        Set<Integer> results = bySensitivity(report).stream().limit(count).map(layer -> layer.result().id()).collect(Collectors.toSet());
        return plan.keeping(results);
    }

    private static double alone(LayerError layer) {
        return layer.alone().orElseThrow(() -> new IllegalArgumentException("the report has no sensitivity of " + layer.result()));
    }
}
