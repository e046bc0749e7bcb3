package io.sextant.ir.interpret;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.TensorType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of single elements. */
final class ElementWise {
    private ElementWise() {
    }

    static float[] unary(Unary.Kind kind, float[] input) {
        DoubleUnaryOperator function = function(kind);
        float[] result = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            result[i] = (float) function.applyAsDouble(input[i]);
        }
        return result;
    }

    static float[] binary(Binary op, float[] left, float[] right) {
        DoubleBinaryOperator function = function(op.kind());
        TensorType type = op.type();
        float[] result = new float[type.elements()];
        for (int i = 0; i < result.length; i++) {
            float a = left[broadcast(i, type, op.left().type())];
            float b = right[broadcast(i, type, op.right().type())];
            result[i] = (float) function.applyAsDouble(a, b);
        }
        return result;
    }

    /** The element of an operand that element {@code index} of the result is made of: extents of 1 are repeated. */
    private static int broadcast(int index, TensorType result, TensorType operand) {
        int missing = result.rank() - operand.rank();
        int source = 0;
        int step = 1;
        int rest = index;
        for (int axis = result.rank() - 1; axis >= missing; axis--) {
            int extent = operand.dim(axis - missing);
            source += extent == 1 ? 0 : rest % result.dim(axis) * step;
            step *= extent;
            rest /= result.dim(axis);
        }
        return source;
    }

    private static DoubleUnaryOperator function(Unary.Kind kind) {
        return switch (kind) {
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.min(Math.max(x, 0), 6);
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case SILU -> x -> x / (1 + Math.exp(-x));
            case HARD_SIGMOID -> ElementWise::hardSigmoid;
            case HARD_SWISH -> x -> x * hardSigmoid(x);
            case TANH -> Math::tanh;
            case GELU -> x -> x / 2 * (1 + erf(x / Math.sqrt(2)));
        };
    }

    private static DoubleBinaryOperator function(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
        };
    }

    private static double hardSigmoid(double x) {
        return Math.min(Math.max(x / 6 + 0.5, 0), 1);
    }

    /**
     * Gauss's error function by 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!, whose terms have one sign
     * (Abramowitz and Stegun 7.1.6).
     */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
