package io.sextant.ir.interpret;

import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Unary;
import io.sextant.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions of single elements of one tensor. */
final class ElementWise {
    private ElementWise() {
    }

    static Tensor unary(Unary op, Tensor input) {
        if (op.type().dtype().isFloating()) {
            return Tensor.rounded(op.type(), each(input.floats(), function(op.kind())));
        }
        LongUnaryOperator function = ofIntegers(op.kind());
        return Integers.tensor(op.type(), Arrays.stream(Integers.of(input)).map(function).toArray());
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
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SQRT -> Math::sqrt;
            case RECIPROCAL -> x -> 1 / x;
            case ERF -> ElementWise::erf;
            case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case SIGN -> Math::signum;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case NOT -> throw new AssertionError(kind);
        };
    }

    private static LongUnaryOperator ofIntegers(Unary.Kind kind) {
        if (kind == Unary.Kind.NOT) {
            return x -> 1 - x;
        }
        return kind == Unary.Kind.NEG ? x -> -x : kind == Unary.Kind.ABS ? Math::abs : Long::signum;
    }

    static float[] clamp(Clamp op, float[] input) {
        return each(input, x -> Math.min(Math.max(x, op.low()), op.high()));
    }

    static float[] leakyRelu(LeakyRelu op, float[] input) {
        return each(input, x -> x < 0 ? op.slope() * x : x);
    }

    static float[] elu(Elu op, float[] input) {
        return each(input, x -> x < 0 ? op.alpha() * Math.expm1(x) : x);
    }

    private static float[] each(float[] input, DoubleUnaryOperator function) {
        float[] result = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            result[i] = (float) function.applyAsDouble(input[i]);
        }
        return result;
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
