package io.sextant.codegen.c;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Tensors of every element type; those of inputs whose names begin with {@link #INDEX} are indices of any axis of two or more. */
final class RandomInputs {
    static final String INDEX = "index";
    /** Positions that indices count over. */
    static final int INDICES = 2;
    private static final float BOUND = 4;

    private RandomInputs() {
    }

    static List<Tensor> of(Graph graph) {
        List<Tensor> inputs = new ArrayList<>();
        for (Port input : graph.inputs()) {
            TensorType type = input.value().type();
            inputs.add(input.name().startsWith(INDEX) ? integers(type, inputs.size(), -INDICES, INDICES) : tensor(type, inputs.size()));
        }
        return inputs;
    }

    /** Integers of all of their range, half of them small. */
    static Tensor tensor(TensorType type, long seed) {
        if (type.dtype() == DType.F32) {
            return Tensor.random(type, seed, BOUND);
        }
        SplittableRandom random = new SplittableRandom(seed);
        boolean small = random.nextBoolean() && type.dtype() != DType.BOOL;
        return small ? integers(type, seed, Math.max(-3, type.dtype().least()), 4)
            : of(type, () -> type.dtype() == DType.BOOL ? random.nextInt(2) : wrapped(random.nextLong(), type.dtype()));
    }

    private static long wrapped(long value, DType type) {
        int dropped = Long.SIZE - type.bits();
        return type.least() < 0 ? value << dropped >> dropped : value << dropped >>> dropped;
    }

    private static Tensor integers(TensorType type, long seed, long least, long end) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(type, () -> random.nextLong(least, end));
    }

    private static Tensor of(TensorType type, LongSupplier element) {
        long[] values = new long[type.elements()];
        Arrays.setAll(values, i -> element.getAsLong());
        return type.dtype() == DType.I64 ? Tensor.ofLongs(type, values)
            : Tensor.ofInts(type, Arrays.stream(values).mapToInt(value -> (int) value).toArray());
    }
}
