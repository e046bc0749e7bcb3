package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.data.Samples;
import io.sextant.training.integers.InterpretedPredictions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    private static final Mnist1d DATA = Mnist1d.generate();

    /** Weights of 4 bits, and activations of so few steps between their extremes that it hurts; an activation is fused. */
    private static Map<Value, TensorType> coarse(Graph graph, int steps) {
        Map<Value, float[]> extremes = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            Tensor input = Tensor.of(graph.inputs().get(0).value().type(), DATA.training().features(i));
            Interpreter.values(graph, List.of(input)).forEach((value, tensor) -> {
                float[] range = extremes.computeIfAbsent(value, key -> new float[2]);
                for (float x : tensor.floats()) {
                    range[0] = Math.min(range[0], x);
                    range[1] = Math.max(range[1], x);
                }
            });
        }
        Map<Value, TensorType> types = new HashMap<>();
        types.put(graph.inputs().get(0).value(), quantised(graph.inputs().get(0).value(), extremes, steps));
        for (Node node : graph.nodes()) {
            List<Node> users = graph.consumers().getOrDefault(node.result(), List.of());
            if (users.size() != 1 || !(users.get(0).op() instanceof Unary)) {
                types.put(node.result(), quantised(node.result(), extremes, steps));
            }
            if (node.op() instanceof Convolution convolution) {
                types.put(convolution.filter(), perChannel(convolution.filter()));
            } else if (node.op() instanceof Dense dense) {
                types.put(dense.weights(), perChannel(dense.weights()));
            }
        }
        return types;
    }

    private static TensorType quantised(Value value, Map<Value, float[]> extremes, int steps) {
        float[] range = extremes.get(value);
        float scale = Math.max(1e-6f, (range[1] - range[0]) / steps);
        int zero = -128 - Math.round(range[0] / scale);
        return new TensorType(DType.I8, value.type().shape()).quantised(Quantisation.perTensor(scale, zero));
    }

    private static TensorType perChannel(Value weights) {
        int axis = weights.type().rank() - 1;
        return new TensorType(DType.I4, weights.type().shape())
            .quantised(Quantisation.perAxis(Collections.nCopies(weights.type().dim(axis), 1f), axis));
    }

    private static Graph trained() {
        SearchSpace space = Spaces.named("mnist1d");
        Graph graph = space.lower(space.sample(new Random(3)), 1);
        return Rewrites.INFERENCE.run(new GraphTrainer(Recipe.STANDARD).train(graph, DATA.training(), 3, 5)).graph();
    }

    @Test
    void winsBackWhatCoarseStepsLose() {
        Graph folded = trained();
        Map<Value, TensorType> types = coarse(folded, 23);
        double before = FineTuning.predictions(folded, types, DATA.selection()).accuracy(DATA.selection());
        Graph tuned = new FineTuning(FineTuning.STANDARD.recipe(), 3).tune(folded, types, DATA.training(), 1);
        double after = FineTuning.predictions(tuned, types, DATA.selection()).accuracy(DATA.selection());
        assertTrue(GraphTrainer.accuracy(folded, DATA.selection()) > before + 0.01, "steps that cost nothing show nothing, got " + before);
        assertTrue(after > before + 0.005, before + " before, " + after + " after");
    }

    @Test
    void isAFunctionOfItsSeed() {
        Graph folded = trained();
        Map<Value, TensorType> types = coarse(folded, 15);
        FineTuning once = new FineTuning(FineTuning.STANDARD.recipe(), 1);
        String first = GraphHash.content(once.tune(folded, types, DATA.training(), 7));
        assertEquals(first, GraphHash.content(once.tune(folded, types, DATA.training(), 7)));
        assertNotEquals(first, GraphHash.content(once.tune(folded, types, DATA.training(), 8)));
    }

    @Test
    void theInterpreterPredictsWhatLibtorchDoes() {
        Graph folded = trained();
        Samples few = DATA.standardTest().range(0, 100);
        assertEquals(1.0, InterpretedPredictions.of(folded, few).agreement(FineTuning.predictions(folded, Map.of(), few)));
    }
}
