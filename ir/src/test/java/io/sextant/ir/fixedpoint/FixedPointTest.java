package io.sextant.ir.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fixed-point arithmetic against its definition in numbers of any length. */
class FixedPointTest {
    private static final List<Integer> EDGES = List.of(0, 1, -1, 2, -2, 3, -3, 1 << 14, -(1 << 14), 1 << 30, -(1 << 30), (1 << 30) + 1,
        (1 << 30) - 1, Integer.MAX_VALUE, -Integer.MAX_VALUE, Integer.MIN_VALUE);

    private static List<Integer> integers() {
        List<Integer> integers = new ArrayList<>(EDGES);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            integers.add(random.nextInt() >> random.nextInt(31));
        }
        return integers;
    }

    private static int saturated(BigInteger value, int least, int greatest) {
        return value.max(BigInteger.valueOf(least)).min(BigInteger.valueOf(greatest)).intValueExact();
    }

    /** value / 2^bits, of two integers the one nearer to plus infinity. */
    static BigInteger halfUp(BigInteger value, int bits) {
        BigDecimal quotient = new BigDecimal(value).divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
        return quotient.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    @Test
    void productsRoundUpAndSaturate() {
        for (int a : integers()) {
            for (int b : integers()) {
                BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
                assertEquals(saturated(halfUp(exact, 31), Integer.MIN_VALUE, Integer.MAX_VALUE), FixedPoint.product(a, b), a + " x " + b);
            }
        }
    }

    @Test
    void shortProductsRoundUpOrTowardsZero() {
        for (int wide : integers()) {
            for (int other : integers()) {
                short a = (short) wide;
                short b = (short) other;
                BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
                assertEquals(saturated(halfUp(exact, 15), Short.MIN_VALUE, Short.MAX_VALUE), FixedPoint.product16(a, b), a + " x " + b);
                assertEquals(saturated(exact.divide(BigInteger.valueOf(1 << 15)), Short.MIN_VALUE, Short.MAX_VALUE),
                    FixedPoint.truncatedProduct16(a, b), a + " x " + b);
            }
        }
    }

    @Test
    void quotientsRoundHalvesAwayFromZero() {
        for (int x : integers()) {
            for (int exponent = 0; exponent <= 31; exponent++) {
                BigDecimal exact = new BigDecimal(x).divide(new BigDecimal(BigInteger.ONE.shiftLeft(exponent)));
                assertEquals(exact.setScale(0, RoundingMode.HALF_UP).intValueExact(), FixedPoint.dividedByPowerOfTwo(x, exponent),
                    x + " / 2^" + exponent);
            }
        }
    }

    @Test
    void leftShiftsOfShortsSaturate() {
        assertEquals(-24576, FixedPoint.shiftedLeft16((short) -3, 13));
        assertEquals(Short.MAX_VALUE, FixedPoint.shiftedLeft16((short) 1, 15));
        assertEquals(Short.MIN_VALUE, FixedPoint.shiftedLeft16((short) -1, 15));
        assertEquals(Short.MIN_VALUE, FixedPoint.shiftedLeft16((short) -1, 60));
        assertEquals(0, FixedPoint.shiftedLeft16((short) 0, 60));
    }

    @Test
    void upperHalvesRoundAndSaturate() {
        assertEquals(1, FixedPoint.upperHalf(1 << 15));
        assertEquals(0, FixedPoint.upperHalf((1 << 15) - 1));
        assertEquals(Short.MAX_VALUE, FixedPoint.upperHalf(Integer.MAX_VALUE));
        assertEquals(Short.MAX_VALUE, FixedPoint.upperHalf(Integer.MAX_VALUE - (1 << 15)));
        assertEquals(1 << 14, FixedPoint.upperHalf(1 << 30));
    }

    @Test
    void halvesOfRealsGoAwayFromZero() {
        assertEquals(3, FixedPoint.halfAway(2.5));
        assertEquals(-3, FixedPoint.halfAway(-2.5));
        assertEquals(0, FixedPoint.halfAway(Math.nextDown(0.5)));
        assertEquals(0x1p53 + 2, FixedPoint.halfAway(0x1p53 + 2));
        assertEquals(Double.NEGATIVE_INFINITY, FixedPoint.halfAway(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NaN, FixedPoint.halfAway(Double.NaN));
    }
}
