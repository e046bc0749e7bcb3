package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.type.Quantisation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeTest {
    @Test
    void integersCoverTheRangeAndZeroPointsAreNotZero() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            double magnitude = Math.pow(10, random.nextDouble(-20, 20));
            Range range = Range.around((float) (-random.nextDouble() * magnitude * random.nextInt(2)),
                (float) (random.nextDouble() * magnitude * random.nextInt(2)));
            Quantisation scheme = range.asymmetric();
            assertNotEquals(0, scheme.zeroPoint());
            double slack = 0.5001 * scheme.scale();
            assertTrue((-128 - scheme.zeroPoint()) * (double) scheme.scale() <= range.low() + slack, range + " by " + scheme);
            assertTrue((127 - scheme.zeroPoint()) * (double) scheme.scale() >= range.high() - slack, range + " by " + scheme);
        }
    }

    @Test
    void symmetricAndEmptyOnes() {
        assertEquals(-1, new Range(-1, 1).asymmetric().zeroPoint());
        assertEquals(Quantisation.perTensor(1, -128), new Range(0, 0).asymmetric());
        assertEquals(Quantisation.perTensor(6f / 255, -128), new Range(0, 6).asymmetric());
        assertEquals(127, new Range(-3, 0).asymmetric().zeroPoint());
    }

    @Test
    void containsZeroAndIsFinite() {
        assertEquals(new Range(0, 5), Range.around(3, 5));
        assertThrows(IllegalArgumentException.class, () -> new Range(1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Range(0, Float.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Range(Float.NaN, 1));
    }
}
