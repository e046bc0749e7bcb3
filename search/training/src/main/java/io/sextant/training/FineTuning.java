package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import io.sextant.training.data.Samples;
import java.util.Map;

/**
 * Quantisation-aware fine-tuning: a trained f32 graph is trained a little longer with its values on the grid of the integers that will
 * stand for them (Jacob et al., 2018). Batch normalisations are folded before, since integers know none
 * ({@link io.sextant.ir.rewrite.Rewrites#INFERENCE}).
 *
 * @param recipe gentle, since the network is trained already
 * @param epochs passes over the samples
 */
public record FineTuning(Recipe recipe, int epochs) {
    /** Ten passes from a tenth of the usual learning rate down to 0. */
    public static final FineTuning STANDARD = new FineTuning(new Recipe(100, 1e-3, 0.1, 0, 0), 10);

    /**
     * The graph with other weights: those that lose least when weights and activations are rounded.
     *
     * @param types the quantised types of those values that will be integers: of activations, whose ranges stay, and of weights, whose
     *              ranges follow them
     * @param seed  determines the order of samples
     * @throws io.sextant.ir.InvalidInput if the graph cannot be trained on these samples
     * @throws TrainingFailed             if the loss is no longer finite
     */
    public Graph tune(Graph graph, Map<Value, TensorType> types, Samples samples, long seed) {
        return new GraphTrainer(recipe).train(graph, new FakeQuantisation(types), samples, epochs, seed);
    }

    /** What the integers predict but for the last digits of their sums: in f32, on the grid of {@code types}. */
    public static Predictions predictions(Graph graph, Map<Value, TensorType> types, Samples samples) {
        return Predictions.of(GraphTrainer.logits(graph, new FakeQuantisation(types), samples), samples.size());
    }
}
