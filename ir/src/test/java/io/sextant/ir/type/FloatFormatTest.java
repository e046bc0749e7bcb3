package io.sextant.ir.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both formats against their definition in IEEE 754-2019, 3.4, and rounding against the two neighbours of a number. */
class FloatFormatTest {
    private static final int COUNT = 1 << 16;

    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void everyPatternHasTheValueOfTheDefinition(FloatFormat format) {
        for (int bits = 0; bits < COUNT; bits++) {
            double defined = defined(format, bits);
            float value = format.value((short) bits);
            assertEquals(Double.doubleToLongBits(defined), Double.doubleToLongBits(value), format + " " + Integer.toHexString(bits));
        }
    }

    /** NaNs too: sign and payload stay. */
    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void everyPatternComesBack(FloatFormat format) {
        for (int bits = 0; bits < COUNT; bits++) {
            assertEquals((short) bits, format.bits(format.value((short) bits)), Integer.toHexString(bits));
        }
    }

    /** Half way between two neighbours goes to the even one, a hair beside half way to the nearer, at every place of the format. */
    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void halfWayRoundsToEven(FloatFormat format) {
        int infinity = infinity(format);
        for (int bits = 0; bits < infinity; bits++) {
            double below = defined(format, bits);
            double above = bits + 1 == infinity ? 2 * below - defined(format, bits - 1) : defined(format, bits + 1);
            double half = (below + above) / 2;
            for (int sign : new int[] {0, 0x8000}) {
                float middle = (float) (sign == 0 ? half : -half);
                assertEquals(half, Math.abs((double) middle), "half way is an f32");
                int even = bits % 2 == 0 ? bits : bits + 1;
                assertEquals((short) (sign | even), format.bits(middle), "half way above " + Integer.toHexString(bits));
                float nearer = Math.copySign(Math.nextDown(Math.abs(middle)), middle);
                assertEquals((short) (sign | bits), format.bits(nearer), "below half way above " + Integer.toHexString(bits));
                float farther = Math.copySign(Math.nextUp(Math.abs(middle)), middle);
                assertEquals((short) (sign | bits + 1), format.bits(farther), "beyond half way above " + Integer.toHexString(bits));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void nearestOfRandomNumbers(FloatFormat format) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            int bits = format.bits(value) & 0xFFFF;
            if (Float.isNaN(value)) {
                assertTrue(Double.isNaN(defined(format, bits)), "NaN stays NaN");
                assertEquals(Float.floatToRawIntBits(value) < 0, bits >= 0x8000, "sign of NaN");
            } else {
                int magnitude = bits & 0x7FFF;
                double error = distance(format, magnitude, value);
                assertTrue(error <= distance(format, magnitude + 1, value) && (magnitude == 0
                    || error <= distance(format, magnitude - 1, value)), () -> value + " became " + Integer.toHexString(bits));
                assertEquals(value < 0 || 1 / value < 0, bits >= 0x8000, "sign");
            }
        }
    }

    /** From |value| to what {@code magnitude} stands for, infinity standing one step beyond the greatest number. */
    private static double distance(FloatFormat format, int magnitude, float value) {
        int infinity = infinity(format);
        double greatest = defined(format, infinity - 1);
        double beyond = 2 * greatest - defined(format, infinity - 2);
        double number = magnitude < infinity ? defined(format, magnitude) : magnitude == infinity ? beyond : Double.POSITIVE_INFINITY;
        return Math.abs(Math.min(Math.abs((double) value), beyond) - number);
    }

    /** (-1)^sign 2^(exponent - bias) (1 + significand / 2^p), or 2^(1 - bias) significand / 2^p where the exponent is 0. */
    private static double defined(FloatFormat format, int bits) {
        int width = format == FloatFormat.F16 ? 10 : 7;
        int bias = format == FloatFormat.F16 ? 15 : 127;
        int exponent = (bits & 0x7FFF) >> width;
        double fraction = (bits & (1 << width) - 1) / Math.pow(2, width);
        double sign = bits >= 0x8000 ? -1 : 1;
        if (exponent == 2 * bias + 1) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return sign * (exponent == 0 ? Math.pow(2, 1 - bias) * fraction : Math.pow(2, exponent - bias) * (1 + fraction));
    }

    private static int infinity(FloatFormat format) {
        return format == FloatFormat.F16 ? 0x7C00 : 0x7F80;
    }
}
