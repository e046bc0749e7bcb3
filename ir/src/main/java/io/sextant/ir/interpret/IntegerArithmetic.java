package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** Arithmetic on two quantised tensors that are broadcast together, in TFLite's fixed point. */
final class IntegerArithmetic {
    /** Left shifts before two scales are brought together, so that 8 and 16 bits keep their precision. */
    private static final int SHIFT = 20;
    private static final int SHIFT_16 = 15;

    private IntegerArithmetic() {
    }

    static int[] binary(Quantized op, List<int[]> operands) {
        Binary real = (Binary) op.real();
        IntBinaryOperator function = function(op, real.kind());
        int[] left = Offsets.removed(op, 0, operands.get(0));
        int[] right = Offsets.removed(op, 1, operands.get(1));
        TensorType type = real.type();
        Spread fromLeft = Spread.of(real.left().type().shape(), type.shape());
        Spread fromRight = Spread.of(real.right().type().shape(), type.shape());
        int zero = op.result().zeroPoint();
        int[] result = new int[type.elements()];
        for (int i = 0; i < result.length; i++) {
            int value = function.applyAsInt(left[fromLeft.applyAsInt(i)], right[fromRight.applyAsInt(i)]) + zero;
            result[i] = Math.max(op.low(), Math.min(op.high(), value));
        }
        return result;
    }

    /** Of elements and result without their zero points. */
    private static IntBinaryOperator function(Quantized op, Binary.Kind kind) {
        return switch (kind) {
            case ADD -> sum(op, 1);
            case SUB -> sum(op, -1);
            case MUL -> product(op);
            case MIN -> Math::min;
            case MAX -> Math::max;
            case DIV, POW, MOD -> throw new AssertionError(kind);
        };
    }

    /** Both operands in units of twice the greater scale, and their sum in those of the result. */
    private static IntBinaryOperator sum(Quantized op, int sign) {
        int shift = op.dtype() == DType.I16 ? SHIFT_16 : SHIFT;
        float left = op.inputs().get(0).type().scheme().scale();
        float right = op.inputs().get(1).type().scheme().scale();
        double unit = 2 * Math.max(left, right);
        Multiplier ofLeft = Multiplier.of(left / unit);
        Multiplier positive = Multiplier.of(right / unit);
        Multiplier ofRight = new Multiplier(sign * positive.mantissa(), positive.exponent());
        Multiplier ofSum = Multiplier.of(unit / ((1 << shift) * op.result().scale()));
        return (a, b) -> ofSum.times(ofLeft.times(a << shift) + ofRight.times(b << shift));
    }

    private static IntBinaryOperator product(Quantized op) {
        float scale = op.inputs().get(0).type().scheme().scale() * op.inputs().get(1).type().scheme().scale() / op.result().scale();
        Multiplier multiplier = Multiplier.of(scale);
        return (a, b) -> multiplier.times(a * b);
    }
}
