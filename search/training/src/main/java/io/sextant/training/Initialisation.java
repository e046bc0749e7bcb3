package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Weights to start from. */
final class Initialisation {
    private Initialisation() {
    }

    /**
     * The graph with fresh constants in all roles: weights normal with variance 2 / fan-in (He et al., 2015), scales and running
     * variances 1, all others 0. A function of graph structure and seed alone.
     */
    static Graph he(Graph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Value, Tensor> fresh = new LinkedHashMap<>();
        Roles.of(graph).forEach((value, role) -> fresh.put(value, switch (role) {
            case WEIGHT -> normal(value.type(), random.nextLong());
            case SCALE, RUNNING_VARIANCE -> Tensor.filled(value.type(), 1);
            case BIAS, SHIFT, RUNNING_MEAN -> Tensor.filled(value.type(), 0);
        }));
        return graph.withConstants(fresh);
    }

    /** Weights are (kernel..., inputs, outputs): all but the last extent are fanned in. */
    private static Tensor normal(TensorType type, long seed) {
        double deviation = Math.sqrt(2.0 * type.shape().last() / type.elements());
        Random random = new Random(seed);
        float[] elements = new float[type.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) (deviation * random.nextGaussian());
        }
        return Tensor.of(type, elements);
    }
}
