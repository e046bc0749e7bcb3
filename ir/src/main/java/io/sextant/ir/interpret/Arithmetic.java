package io.sextant.ir.interpret;

import io.sextant.ir.op.Binary;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic on two tensors that are broadcast together. */
final class Arithmetic {
    private Arithmetic() {
    }

    static Tensor binary(Binary op, Tensor left, Tensor right) {
        return op.type().dtype().isFloating() ? floats(op, left.floats(), right.floats())
            : integers(op, Integers.of(left), Integers.of(right));
    }

    private static Tensor floats(Binary op, float[] left, float[] right) {
        DoubleBinaryOperator function = ofFloats(op.kind());
        TensorType type = op.type();
        Spread fromLeft = Spread.of(op.left().type().shape(), type.shape());
        Spread fromRight = Spread.of(op.right().type().shape(), type.shape());
        float[] result = new float[type.elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) function.applyAsDouble(left[fromLeft.applyAsInt(i)], right[fromRight.applyAsInt(i)]);
        }
        return Tensor.rounded(type, result);
    }

    private static Tensor integers(Binary op, long[] left, long[] right) {
        LongBinaryOperator function = ofIntegers(op.kind());
        TensorType type = op.type();
        Spread fromLeft = Spread.of(op.left().type().shape(), type.shape());
        Spread fromRight = Spread.of(op.right().type().shape(), type.shape());
        long[] result = new long[type.elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.applyAsLong(left[fromLeft.applyAsInt(i)], right[fromRight.applyAsInt(i)]);
        }
        return Integers.tensor(type, result);
    }

    private static DoubleBinaryOperator ofFloats(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case POW -> Arithmetic::power;
            case MIN -> Math::min;
            case MAX -> Math::max;
            case MOD -> (a, b) -> a % b;
        };
    }

    private static LongBinaryOperator ofIntegers(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> b == 0 ? 0 : a / b;
            case MIN -> Math::min;
            case MAX -> Math::max;
            case MOD -> (a, b) -> b == 0 ? a : Math.floorMod(a, b);
            case POW -> throw new AssertionError(kind);
        };
    }

    /** As IEEE 754 and C define it; {@link Math#pow} differs for a base of 1 or -1 and an exponent that is NaN or infinite. */
    private static double power(double base, double exponent) {
        boolean one = base == 1 || base == -1 && Double.isInfinite(exponent);
        return one ? 1 : Math.pow(base, exponent);
    }
}
