package io.sextant.cli.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void linearTicksAreRoundNumbersInsideTheAxis() {
        assertEquals(List.of(20.0, 40.0, 60.0, 80.0), new Scale(13, 97, 0, 100, false).ticks());
    }

    @Test
    void wideRangesAreLogarithmic() {
        Scale scale = Scale.around(List.of(2.0, 900.0), 0, 100);
        assertTrue(scale.logarithmic());
        assertEquals(List.of(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0), scale.ticks());
        assertEquals(scale.at(20) - scale.at(2), scale.at(200) - scale.at(20), 1e-9);
    }

    @Test
    void rangesThatReachZeroAreLinear() {
        assertFalse(Scale.around(List.of(0.0, 900.0), 0, 100).logarithmic());
    }

    @Test
    void oneValueLiesInTheMiddle() {
        assertEquals(50, Scale.around(List.of(7.0, 7.0), 0, 100).at(7), 1e-6);
    }

    @Test
    void axisWithoutLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Scale(1, 1, 0, 100, false));
    }
}
