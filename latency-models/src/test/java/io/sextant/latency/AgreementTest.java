package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final Agreement SAMPLE = Agreement.of(List.of(105.0, 95.0, 190.0, 100.0), List.of(100.0, 100.0, 100.0, 100.0));

    @Test
    void errorsAreSharesOfTheMeasurement() {
        assertEquals(List.of(0.5, -0.5), Agreement.of(List.of(3.0, 2.0), List.of(2.0, 4.0)).errors());
    }

    @Test
    void countsWhatIsWithinABoundOnEitherSide() {
        assertEquals(0.75, SAMPLE.within(0.0501));
        assertEquals(0.25, SAMPLE.within(0.01));
        assertEquals(1, SAMPLE.within(0.91));
        assertEquals(1, new Agreement(List.of(0.05, -0.05)).within(0.05), "the bound itself is within");
    }

    @Test
    void summariesAreThoseOfTheErrors() {
        assertEquals(Math.sqrt((0.05 * 0.05 + 0.05 * 0.05 + 0.9 * 0.9) / 4), SAMPLE.rootMeanSquare(), 1e-12);
        assertEquals(0.9 / 4, SAMPLE.bias(), 1e-12);
        assertEquals(0.9, SAMPLE.worst(), 1e-12);
        assertEquals(0.2, new Agreement(List.of(-0.2, 0.1)).worst());
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(List.of(1.0), List.of(1.0, 2.0)));
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(List.of(1.0), List.of(0.0)));
        assertThrows(IllegalArgumentException.class, () -> Agreement.of(List.of(1.0), List.of(Double.NaN)));
    }
}
