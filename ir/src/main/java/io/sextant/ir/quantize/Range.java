package io.sextant.ir.quantize;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;

/**
 * The real numbers that integers are to stand for: a closed interval that contains 0, so that zeros (padding, what a relu cuts off) are
 * exact.
 */
public record Range(float low, float high) {
    /** Stands in where numbers do not matter. */
    static final Range NOMINAL = new Range(-1, 1);
    private static final int LEAST = (int) DType.I8.least();
    private static final int GREATEST = (int) DType.I8.greatest();
    /** Below it the quotient of an element and the scale may overflow. */
    private static final double LEAST_SCALE = 1e-30;

    public Range {
        if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
            throw new IllegalArgumentException("a range is finite and contains 0, got " + low + " to " + high);
        }
        low = low == 0 ? 0f : low;
        high = high == 0 ? 0f : high;
    }

    /** The least range with 0, {@code low} and {@code high} in it. */
    public static Range around(float low, float high) {
        return new Range(Math.min(low, 0), Math.max(high, 0));
    }

    /** What is in one of both, or between them. */
    public Range union(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /**
     * The finest scale and the zero point of i8 with which all of the range can be held, but for half a step at its ends that rounding
     * the zero point may take. The zero point is not 0, one step of resolution being given for that where need be: whether zero points
     * are there to be computed with is known without calibration then. The empty range has scale 1.
     */
    public Quantisation asymmetric() {
        return asymmetric(0);
    }

    /** The same with a scale above {@code bound}, if a coarser one need be. */
    Quantisation asymmetric(float bound) {
        double least = Math.max(Math.nextUp(bound), LEAST_SCALE);
        double width = (double) high - low;
        if (width == 0) {
            return Quantisation.perTensor((float) Math.max(1, least), LEAST);
        }
        double scale = Math.max(width / (GREATEST - LEAST), least);
        int zero = (int) Math.max(LEAST, Math.min(GREATEST, Math.round(LEAST - low / scale)));
        if (zero == 0) {
            zero = -1;
            scale = Math.max(scale, Math.max(high / (double) (GREATEST - zero), -low / (double) (zero - LEAST)));
        }
        return Quantisation.perTensor((float) scale, zero);
    }
}
