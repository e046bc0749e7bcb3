package io.sextant.ir.op;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import java.util.Optional;

/** What an activation clamps real numbers to; where it leaves a side open, the bound is infinite. */
public record ActivationBounds(float low, float high) {
    public static final ActivationBounds NONE = new ActivationBounds(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    public static final ActivationBounds RELU = new ActivationBounds(0, Float.POSITIVE_INFINITY);
    public static final ActivationBounds RELU6 = new ActivationBounds(0, 6);
    public static final ActivationBounds RELU_N1_TO_1 = new ActivationBounds(-1, 1);

    /** Zeros without sign, so that bounds are equal where they clamp alike. */
    public ActivationBounds {
        low += 0f;
        high += 0f;
    }

    /** Of a relu or clamp; empty for others. */
    public static Optional<ActivationBounds> of(Op op) {
        if (op instanceof Clamp clamp) {
            return Optional.of(new ActivationBounds(clamp.low(), clamp.high()));
        }
        if (op instanceof Unary unary && unary.kind() == Unary.Kind.RELU) {
            return Optional.of(RELU);
        }
        return op instanceof Unary unary && unary.kind() == Unary.Kind.RELU6 ? Optional.of(RELU6) : Optional.empty();
    }

    /** The least integer that it leaves a result of {@code dtype}. */
    public int low(Quantisation scheme, DType dtype) {
        return integer(low, scheme, dtype);
    }

    /** The greatest integer that it leaves a result of {@code dtype}. */
    public int high(Quantisation scheme, DType dtype) {
        return integer(high, scheme, dtype);
    }

    /** As TFLite's CalculateActivationRangeQuantized: the quotient in f32, a half away from zero, within the type. */
    private static int integer(float real, Quantisation scheme, DType dtype) {
        double steps = FixedPoint.halfAway(real / scheme.scale()) + scheme.zeroPoint();
        return (int) Math.max(dtype.least(), Math.min(dtype.greatest(), steps));
    }
}
