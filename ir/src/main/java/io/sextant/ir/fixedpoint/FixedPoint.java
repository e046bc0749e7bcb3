package io.sextant.ir.fixedpoint;

/**
 * Products and quotients of fixed-point numbers (gemmlowp's definitions, which TFLite's kernels are made of). An integer q of b bits
 * with a sign stands for q / 2^(b - 1).
 */
public final class FixedPoint {
    private FixedPoint() {
    }

    /**
     * The product of two 32-bit numbers, rounded to 32 bits: a b / 2^31 to the nearest integer, of two the one that is nearer to plus
     * infinity. The one product that is out of range, of -2^31 with itself, becomes 2^31 - 1.
     */
    public static int product(int a, int b) {
        if (a == b && a == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        return (int) ((long) a * b + (1L << 30) >> 31);
    }

    /** As {@link #product(int, int)} of two 16-bit numbers: a b / 2^15. */
    public static short product16(short a, short b) {
        if (a == b && a == Short.MIN_VALUE) {
            return Short.MAX_VALUE;
        }
        return (short) (a * b + (1 << 14) >> 15);
    }

    /** As {@link #product16}, but rounded towards zero. */
    public static short truncatedProduct16(short a, short b) {
        if (a == b && a == Short.MIN_VALUE) {
            return Short.MAX_VALUE;
        }
        return (short) (a * b / (1 << 15));
    }

    /** x / 2^exponent to the nearest integer, of two the one farther from zero; 0 &lt;= exponent &lt;= 31. */
    public static int dividedByPowerOfTwo(int x, int exponent) {
        int mask = (int) ((1L << exponent) - 1);
        int remainder = x & mask;
        int threshold = (mask >> 1 & Integer.MAX_VALUE) + (x < 0 ? 1 : 0);
        return (x >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /** x 2^bits, or the nearest 16-bit number where that is out of range. */
    public static short shiftedLeft16(short x, int bits) {
        long shifted = (long) x << Math.min(bits, 32);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, shifted));
    }

    /** The upper 16 bits of a 32-bit number that is not negative, rounded and saturated: a factor for {@link #product16}. */
    public static short upperHalf(int factor) {
        int rounding = 1 << 15;
        return factor >= Integer.MAX_VALUE - rounding ? Short.MAX_VALUE : (short) (factor + rounding >> 16);
    }

    /** The nearest integer, of two the one farther from zero, as C's {@code round}; NaN stays NaN. */
    public static double halfAway(double x) {
        double floor = Math.floor(Math.abs(x));
        return Math.copySign(Math.abs(x) - floor >= 0.5 ? floor + 1 : floor, x);
    }
}
