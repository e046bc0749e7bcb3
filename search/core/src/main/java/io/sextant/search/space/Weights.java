package io.sextant.search.space;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.SplittableRandom;

/** Where the weights of layers come from. */
interface Weights {
    /** Drawn evenly from [-bound, bound]. */
    Value uniform(TensorType type, float bound);

    Value filled(TensorType type, float value);

    /** Constants of {@code graph}, drawn from {@code seed} in the order of the layers. */
    static Weights drawn(GraphBuilder graph, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        return new Weights() {
            @Override
            public Value uniform(TensorType type, float bound) {
                return graph.constant(Tensor.random(type, seeds.nextLong(), bound));
            }

            @Override
            public Value filled(TensorType type, float value) {
                return graph.constant(Tensor.filled(type, value));
            }
        };
    }

    /** Types alone, and how many elements they have together: enough to see whether operators fit, for next to no time. */
    final class Typed implements Weights {
        private long elements;

        @Override
        public Value uniform(TensorType type, float bound) {
            elements += type.elements();
            return new Value(0, type);
        }

        @Override
        public Value filled(TensorType type, float value) {
            return uniform(type, 0);
        }

        long elements() {
            return elements;
        }
    }
}
