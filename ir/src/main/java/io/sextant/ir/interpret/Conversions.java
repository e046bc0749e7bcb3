package io.sextant.ir.interpret;

import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/** Operators that change the element type. */
final class Conversions {
    private Conversions() {
    }

    static Tensor cast(Cast op, Tensor input) {
        DType from = input.type().dtype();
        return switch (op.dtype().storage()) {
            case FLOATS -> Tensor.rounded(op.type(), reals(input));
            case INTS, LONGS -> integers(op.type(), from.isFloating() ? i -> truncated(input.floats()[i], op.dtype())
                : i -> lowest(integer(input, i), op.dtype()));
        };
    }

    /** Saturates at the bounds of {@code to}; Java's conversion to long does so at its own, and makes 0 of NaN. */
    private static long truncated(float value, DType to) {
        return to == DType.BOOL ? value != 0 ? 1 : 0 : clamped((long) value, to);
    }

    private static long lowest(long value, DType to) {
        if (to == DType.BOOL) {
            return value != 0 ? 1 : 0;
        }
        int dropped = Long.SIZE - to.bits();
        return to.least() < 0 ? value << dropped >> dropped : value << dropped >>> dropped;
    }

    /** Java's conversion to int saturates far outside of every quantised type, and makes 0 of NaN. */
    static Tensor quantize(Quantize op, Tensor input, Tensor scale, Tensor zeroPoint) {
        IntUnaryOperator slice = slice(input.type(), scale.type(), op.axis());
        DType real = input.type().dtype();
        DType quantised = op.type().dtype();
        return integers(op.type(), i -> {
            int c = slice.applyAsInt(i);
            float quotient = real.round(input.floats()[i] / scale.floats()[c]);
            int rounded = (int) Math.rint(quotient);
            return clamped(rounded + integer(zeroPoint, c), quantised);
        });
    }

    static Tensor dequantize(Dequantize op, Tensor input, Tensor scale, Tensor zeroPoint) {
        IntUnaryOperator slice = slice(input.type(), scale.type(), op.axis());
        float[] result = new float[input.type().elements()];
        for (int i = 0; i < result.length; i++) {
            int c = slice.applyAsInt(i);
            result[i] = (float) (integer(input, i) - integer(zeroPoint, c)) * scale.floats()[c];
        }
        return Tensor.rounded(op.type(), result);
    }

    /** Which scale belongs to an element: the only one, or that of its position on the axis. */
    private static IntUnaryOperator slice(TensorType input, TensorType scale, int axis) {
        if (scale.rank() == 0) {
            return index -> 0;
        }
        int step = input.shape().strides()[axis];
        int extent = input.dim(axis);
        return index -> index / step % extent;
    }

    private static float[] reals(Tensor tensor) {
        if (tensor.type().dtype().isFloating()) {
            return tensor.floats();
        }
        float[] reals = new float[tensor.type().elements()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = integer(tensor, i);
        }
        return reals;
    }

    private static long integer(Tensor tensor, int index) {
        return tensor.type().dtype() == DType.I64 ? tensor.longs()[index] : tensor.ints()[index];
    }

    private static Tensor integers(TensorType type, IntToLongFunction element) {
        if (type.dtype() == DType.I64) {
            long[] values = new long[type.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = element.applyAsLong(i);
            }
            return Tensor.ofLongs(type, values);
        }
        int[] values = new int[type.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.toIntExact(element.applyAsLong(i));
        }
        return Tensor.ofInts(type, values);
    }

    private static long clamped(long value, DType to) {
        return Math.min(Math.max(value, to.least()), to.greatest());
    }
}
