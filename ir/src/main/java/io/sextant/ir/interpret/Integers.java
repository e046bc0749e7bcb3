package io.sextant.ir.interpret;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;

/** Integer tensors as {@code long[]}, so that each function of integers is written once. */
final class Integers {
    private Integers() {
    }

    /** A copy of the elements of a tensor that is not floating. */
    static long[] of(Tensor tensor) {
        return tensor.type().dtype() == DType.I64 ? tensor.longs().clone()
            : Arrays.stream(tensor.ints()).asLongStream().toArray();
    }

    /** A tensor of these elements; a type of fewer bits keeps the low ones, which is how its arithmetic wraps around. */
    static Tensor tensor(TensorType type, long[] elements) {
        return type.dtype() == DType.I64 ? Tensor.ofLongs(type, elements)
            : Tensor.ofInts(type, Arrays.stream(elements).mapToInt(element -> wrapped(type.dtype(), element)).toArray());
    }

    private static int wrapped(DType dtype, long element) {
        return switch (dtype) {
            case I32 -> (int) element;
            case I16 -> (short) element;
            case I8 -> (byte) element;
            case U8 -> (int) element & 0xFF;
            case BOOL -> (int) element;
            case F32, F16, BF16, I64, I4 -> throw new AssertionError(dtype);
        };
    }
}
