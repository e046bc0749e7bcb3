package io.sextant.cli.report.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|0", "5834|5,834", "41.2345|41.23", "0.012345|0.01235", "41.50|41.5", "1234567.8|1,234,568", "-3.25|-3.25", "99.999|100"
    })
    void fourDigitsAreKept(double value, String text) {
        assertEquals(text, Numbers.text(value));
    }

    @ParameterizedTest
    @CsvSource({"12,12", "12.04,12", "12.06,12.1", "-3.5,-3.5", "0,0"})
    void coordinatesAreShort(double value, String text) {
        assertEquals(text, Numbers.coordinate(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|0", "9000|9,000", "10000|10k", "25500|25.5k", "1000000|1M", "2500000000|2.5G", "-20000|-20k"})
    void ticksAreBrief(double value, String text) {
        assertEquals(text, Numbers.brief(value));
    }

    @Test
    void anAmountShowsItsIntervalUnlessItIsExact() {
        assertEquals("41.2 us [40.9, 41.6]", new Amount(41.2, 40.9, 41.6, "us", "measured").text());
        assertEquals("5,834", new Amount(5834, 5834, 5834, "", "counted").text());
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Amount(1, 2, 3, "us", "measured"));
        assertThrows(IllegalArgumentException.class, () -> new Amount(1, 1, Double.POSITIVE_INFINITY, "us", "measured"));
        assertThrows(IllegalArgumentException.class, () -> new Layers.Layer("conv", "Conv", "", 1, 1.2));
    }
}
