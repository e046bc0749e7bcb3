package io.sextant.training.integers;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.quantize.Quantised;
import io.sextant.ir.quantize.Ranges;
import io.sextant.ir.type.TensorType;
import io.sextant.training.FineTuning;
import io.sextant.training.Predictions;
import io.sextant.training.data.Samples;
import java.util.Map;

/**
 * A trained network and how it is brought to integers.
 *
 * @param graph  in f32, as {@link PostTraining#prepared} leaves it
 * @param ranges of its values
 */
public record IntegerNetwork(Graph graph, Ranges ranges, Plan plan) {
    /** The network on integers. */
    public Quantised quantised() {
        return PostTraining.quantise(graph, ranges, plan);
    }

    /** What the integers predict but for the last digits of their sums: by libtorch in f32, on the grid of the integers. */
    public Predictions predictions(Samples samples) {
        return FineTuning.predictions(graph, types(), samples);
    }

    /** With weights that lose less by being rounded; the ranges of activations stay. */
    public IntegerNetwork tuned(FineTuning tuning, Samples samples, long seed) {
        return new IntegerNetwork(tuning.tune(graph, types(), samples, seed), ranges, plan);
    }

    private Map<Value, TensorType> types() {
        return QuantisedTypes.of(graph, quantised());
    }
}
