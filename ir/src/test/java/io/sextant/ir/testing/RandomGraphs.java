package io.sextant.ir.testing;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Small random graphs over all operators; a function of the seed alone. Their outputs are what no node uses. */
public final class RandomGraphs {
    private static final int MAX_ELEMENTS = 2048;

    private RandomGraphs() {
    }

    /** A graph of {@code nodes} nodes over a sequence, an image, a matrix and an integer tensor. */
    public static Graph graph(long seed, int nodes) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphBuilder builder = new GraphBuilder("random " + seed);
        List<Value> values = new ArrayList<>();
        values.add(builder.input("sequence", TensorType.f32(1, 4 + random.nextInt(9), 2 * (1 + random.nextInt(4)))));
        values.add(builder.input("image", TensorType.f32(1 + random.nextInt(2), 3 + random.nextInt(4), 3 + random.nextInt(4), 4)));
        values.add(builder.input("matrix", TensorType.f32(3, 1 + random.nextInt(8))));
        values.add(builder.input("indices", new TensorType(integerType(random), Shape.of(2, 3))));
        RandomOps ops = new RandomOps(random, builder::constant, () -> values.get(random.nextInt(values.size())));
        List<Value> unused = new ArrayList<>(values);
        int made = 0;
        while (made < nodes) {
            Optional<Op> op = ops.next();
            if (op.isPresent() && op.get().type().elements() <= MAX_ELEMENTS) {
                Value result = builder.add(op.get());
                unused.removeAll(op.get().operands());
                values.add(result);
                unused.add(result);
                made++;
            }
        }
        unused.forEach(value -> builder.output("output" + value.id(), value));
        return builder.build();
    }

    /** Tensors for the inputs of {@code graph}. */
    public static List<Tensor> inputs(Graph graph, long seed) {
        return graph.inputs().stream().map(input -> {
            TensorType type = input.value().type();
            return type.dtype() == DType.F32 ? Tensor.random(type, seed + input.value().id(), 1) : Tensor.zeros(type);
        }).toList();
    }

    private static DType integerType(SplittableRandom random) {
        DType[] types = {DType.I64, DType.I32, DType.I16, DType.I8, DType.U8, DType.BOOL};
        return types[random.nextInt(types.length)];
    }
}
