package io.sextant.ir.testing;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.SplittableRandom;

/** Small random tensors of every element type; a function of the seed alone. */
public final class RandomTensors {
    private RandomTensors() {
    }

    /** Floating elements in [-bound, bound), all others in [-bound, bound] as far as their type reaches. */
    public static Tensor of(TensorType type, long seed, int bound) {
        if (type.dtype().isFloating()) {
            return Tensor.random(type, seed, bound);
        }
        SplittableRandom random = new SplittableRandom(seed);
        long least = Math.max(-bound, type.dtype().least());
        long most = Math.min(bound, type.dtype().greatest());
        long[] values = new long[type.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong(least, most + 1);
        }
        return integers(type, values);
    }

    /** A tensor of integers or bools. */
    public static Tensor integers(TensorType type, long... values) {
        if (type.dtype() == DType.I64) {
            return Tensor.ofLongs(type, values);
        }
        int[] narrow = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = Math.toIntExact(values[i]);
        }
        return Tensor.ofInts(type, narrow);
    }

    /** The elements of a tensor of integers or bools. */
    public static long[] elements(Tensor tensor) {
        if (tensor.type().dtype() == DType.I64) {
            return tensor.longs().clone();
        }
        long[] wide = new long[tensor.type().elements()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = tensor.ints()[i];
        }
        return wide;
    }
}
