package io.sextant.ir.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultiplierTest {
    @Test
    void mantissasHaveThirtyOneBits() {
        assertEquals(new Multiplier(1 << 30, 1), Multiplier.of(1));
        assertEquals(new Multiplier(1 << 30, 0), Multiplier.of(0.5));
        assertEquals(new Multiplier(3 << 29, -1), Multiplier.of(0.375));
        assertEquals(new Multiplier(-(1 << 30), 3), Multiplier.of(-4));
        assertEquals(new Multiplier(1 << 30, 1), Multiplier.of(1 - 0x1p-40));
    }

    @Test
    void factorsThatMakeNothingAreZero() {
        assertEquals(new Multiplier(0, 0), Multiplier.of(0));
        assertEquals(new Multiplier(0, 0), Multiplier.of(Double.MIN_VALUE));
        assertEquals(new Multiplier(0, 0), Multiplier.of(0x1p-33));
        assertEquals(new Multiplier(1 << 30, -31), Multiplier.of(0x1p-32));
    }

    @Test
    void mantissasAreTheNearest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 1000; i++) {
            double factor = Math.pow(2, random.nextDouble(-30, 20));
            Multiplier multiplier = Multiplier.of(factor);
            assertTrue(multiplier.mantissa() >= 1 << 30);
            double value = Math.scalb((double) multiplier.mantissa(), multiplier.exponent() - 31);
            assertTrue(Math.abs(value - factor) <= Math.scalb(0.5, multiplier.exponent() - 31));
        }
    }

    /** A sum of 3 by 1/2 and 5/8: each rounding by itself. */
    @Test
    void roundsTwice() {
        Multiplier half = Multiplier.of(0.5);
        assertEquals(2, half.times(3));
        assertEquals(-1, half.times(-3));
        Multiplier quarter = Multiplier.of(0.25);
        assertEquals(1, quarter.times(2));
        assertEquals(-1, quarter.times(-2));
        assertEquals(0, quarter.timesUp(-2));
        Multiplier below = Multiplier.of(0.2499);
        assertEquals(1, below.times(2), "the product of 0.9996 becomes 1, and then 0.5 becomes 1");
    }

    @Test
    void timesIsProductThenQuotient() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            Multiplier multiplier = Multiplier.of(Math.pow(2, random.nextDouble(-20, 5)));
            int x = random.nextInt() >> random.nextInt(8, 31);
            BigInteger product = FixedPointTest.halfUp(BigInteger.valueOf(x).shiftLeft(Math.max(0, multiplier.exponent()))
                .multiply(BigInteger.valueOf(multiplier.mantissa())), 31);
            int right = Math.max(0, -multiplier.exponent());
            BigDecimal quotient = new BigDecimal(product).divide(new BigDecimal(BigInteger.ONE.shiftLeft(right)));
            assertEquals(quotient.setScale(0, RoundingMode.HALF_UP).intValueExact(), multiplier.times(x));
            assertEquals(FixedPointTest.halfUp(product, right).intValueExact(), multiplier.timesUp(x));
        }
    }
}
