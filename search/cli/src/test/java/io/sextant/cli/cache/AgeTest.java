package io.sextant.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({"30d, 720h", "12h, 12h", "1.5 d, 36h", "' 0.25h ', 15m", "999999d, 23999976h"})
    void readsANumberWithItsUnit(String text, String expected) {
        assertEquals(Duration.parse("PT" + expected.toUpperCase(Locale.ROOT)), Age.parse("--older-than", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 days", "-3d", "0d", "0.0h", "1e3d", "9999999d", "d", "30m", "1d12h"})
    void refusesAnythingElse(String text) {
        assertThrows(InvalidInput.class, () -> Age.parse("--older-than", text));
    }

    @Test
    void showsTheRightForm() {
        assertEquals("--older-than '30': expected a time above 0 with its unit h or d, e.g. 12h or 30d",
            assertThrows(InvalidInput.class, () -> Age.parse("--older-than", "30")).getMessage());
    }
}
