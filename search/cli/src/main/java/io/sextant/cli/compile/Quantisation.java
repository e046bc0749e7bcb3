package io.sextant.cli.compile;

import io.sextant.cli.progress.Progress;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.quantize.Calibration;
import io.sextant.ir.quantize.MixedPrecision;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.quantize.Quantised;
import io.sextant.ir.quantize.QuantisationReport;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.quantize.Ranges;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model quantised, and what that cost.
 *
 * @param graph   in f32, as it was calibrated
 * @param samples how many inputs ranges were made of
 * @param heldOut how many others errors were measured on; 0 if there was one input, on which both were done
 */
record Quantisation(Graph graph, Plan plan, RangeMethod method, Quantised quantised, QuantisationReport report, int samples, int heldOut) {
    /** Random inputs where no others are given. */
    static final int RANDOM_SAMPLES = 10;
    private static final int HOLDS_OUT_ONE_OF = 5;
    private static final int MOST_HELD_OUT = 32;
    private static final int MOST_FOR_SENSITIVITY = 4;

    /** Calibrates {@code graph}, which is prepared, on {@code samples}. */
    static Quantisation of(Graph graph, Plan plan, Samples samples, QuantisationOptions options, Progress progress) {
        if (graph.nodes().stream().anyMatch(node -> node.result().type().isQuantised() || node.op() instanceof Dequantize)) {
            throw new InvalidInput("the model is quantised already; give the f32 model that it was made of");
        }
        requireLayers(graph, plan);
        int heldOut = Math.min(MOST_HELD_OUT, samples.count() == 1 ? 0 : Math.max(1, samples.count() / HOLDS_OUT_ONE_OF));
        int calibrated = samples.count() - heldOut;
        Calibration calibration = new Calibration(graph);
        progress.stage("calibrating", calibrated);
        for (List<Tensor> sample : samples.between(0, calibrated)) {
            calibration.add(sample);
            progress.step();
        }
        progress.close();
        Ranges ranges = calibration.ranges(options.method());
        int from = heldOut == 0 ? 0 : calibrated;
        Plan chosen = options.keepCount().isPresent() ? mixed(graph, ranges, plan, samples.between(from,
            Math.min(samples.count(), from + MOST_FOR_SENSITIVITY)), options.keepCount()) : plan;
        QuantisationReport report = QuantisationReport.of(graph, ranges, chosen, samples.between(from, samples.count()));
        return new Quantisation(graph, chosen, options.method(), PostTraining.quantise(graph, ranges, chosen), report, calibrated, heldOut);
    }

    private static Plan mixed(Graph graph, Ranges ranges, Plan plan, Iterable<List<Tensor>> samples, OptionalInt count) {
        return MixedPrecision.choose(QuantisationReport.withSensitivity(graph, ranges, plan, samples), plan, count.getAsInt());
    }

    private static void requireLayers(Graph graph, Plan plan) {
        Set<Integer> known = graph.nodes().stream().map(node -> node.result().id()).collect(Collectors.toSet());
        plan.real().stream().filter(id -> !known.contains(id)).sorted().findFirst().ifPresent(id -> {
            throw new InvalidInput("--keep-f32: there is no layer %" + id + "; layers are " + graph.nodes().stream()
                .map(Quantisation::name).collect(Collectors.joining(", ")));
        });
    }

    private static String name(Node node) {
        return "%" + node.result().id() + " " + node.op().mnemonic();
    }

    /** Bytes of weights, before and after. */
    long[] weightBytes() {
        return new long[] {GraphCost.of(graph).weightBytes(), GraphCost.of(quantised.graph()).weightBytes()};
    }
}
