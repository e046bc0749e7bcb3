package io.sextant.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBudgetTest {
    @ParameterizedTest
    @CsvSource({"90s, 90000", "3min, 180000", "1.5 h, 5400000", "0.001s, 1", "' 4min ', 240000", "8760h, 31536000000"})
    void readsANumberWithItsUnit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), TimeBudget.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "90 sec", "-3min", "0s", "0.0001s", "1e3s", "3min20s", "9999999999s", "min"})
    void refusesAnythingElseAndShowsTheForm(String text) {
        String message = assertThrows(InvalidInput.class, () -> TimeBudget.parse(text)).getMessage();
        assertEquals("--budget '" + text + "': expected a time above 0 with its unit s, min or h, e.g. 3min", message);
    }

    @Test
    void refusesMoreThanAYear() {
        String message = assertThrows(InvalidInput.class, () -> TimeBudget.parse("999999999h")).getMessage();
        assertTrue(message.endsWith("expected at most a year, 8760h"), message);
    }
}
