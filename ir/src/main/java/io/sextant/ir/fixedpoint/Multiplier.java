package io.sextant.ir.fixedpoint;

/**
 * A real factor as TFLite's kernels have it: mantissa 2^(exponent - 31), the mantissa of 31 bits in [2^30, 2^31), or 0.
 *
 * @param mantissa with the sign of the factor
 * @param exponent in [-31, 1024]
 */
public record Multiplier(int mantissa, int exponent) {
    private static final double ONE = 0x1p31;

    /** The nearest to a finite {@code factor}; 0 where it is below 2^-32 or so, whose products all vanish. */
    public static Multiplier of(double factor) {
        if (factor == 0) {
            return new Multiplier(0, 0);
        }
        int exponent = Math.getExponent(factor) + 1;
        long mantissa = (long) FixedPoint.halfAway(Math.scalb(factor, -exponent) * ONE);
        if (Math.abs(mantissa) == 1L << 31) {
            mantissa /= 2;
            exponent++;
        }
        return exponent < -31 ? new Multiplier(0, 0) : new Multiplier((int) mantissa, exponent);
    }

    /**
     * x times the factor, rounded twice: to the 32-bit {@link FixedPoint#product}, and where the factor is below 1/2 again when that is
     * shifted right. A left shift comes first and wraps around.
     */
    public int times(int x) {
        int left = Math.max(exponent, 0);
        return FixedPoint.dividedByPowerOfTwo(FixedPoint.product(x << left, mantissa), Math.max(-exponent, 0));
    }

    /** As {@link #times}, but the right shift too rounds to the integer nearer to plus infinity where there are two. */
    public int timesUp(int x) {
        int product = FixedPoint.product(x << Math.max(exponent, 0), mantissa);
        return exponent >= 0 ? product : (int) (product + (1L << -exponent - 1) >> -exponent);
    }
}
