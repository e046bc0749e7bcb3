package io.sextant.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Interval;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    /** Of a network of 2 ms; what is below 0.4 us hardly matters then. */
    private static final Precision PRECISION = new Precision(2e6);

    private static Series series(int processes, double median, double halfWidth) {
        return new Series(Collections.nCopies(processes, median), TimedProfiler.DATE,
            new Interval(median, median - halfWidth, median + halfWidth));
    }

    private static String words(Series series) {
        return PRECISION.words(series, Optional.empty());
    }

    @Test
    void twoPerCentAreEnough() {
        assertTrue(PRECISION.open(series(5, 1e5, 2_001)));
        assertFalse(PRECISION.open(series(5, 1e5, 1_999)));
        assertEquals("within 2.0 %", words(series(5, 1e5, 1_999)));
        assertEquals("within 3.0 %: the budget was over", words(series(5, 1e5, 3_000)));
    }

    @Test
    void whatIsBelowAFiveThousandthOfANetworkIsEnough() {
        assertTrue(PRECISION.open(series(5, 2e3, 401)));
        assertFalse(PRECISION.open(series(5, 2e3, 399)));
        assertEquals("within 20.0 %: 0.40 us are below 0.02 % of a network", words(series(5, 2e3, 399)));
    }

    @Test
    void thirtyProcessesAreEnough() {
        assertTrue(PRECISION.open(series(29, 1e5, 3_000)));
        assertFalse(PRECISION.open(series(30, 1e5, 3_000)));
        assertEquals("within 3.0 %: processes differ, after 30 of them", words(series(30, 1e5, 3_000)));
    }

    @Test
    void aFailureIsTheReasonOnlyWhereMoreProcessesWereWanted() {
        assertEquals("within 3.0 %: repeating it failed: lost", PRECISION.words(series(5, 1e5, 3_000), Optional.of("lost")));
        assertEquals("within 1.0 %", PRECISION.words(series(5, 1e5, 1_000), Optional.of("lost")));
    }

    @Test
    void uncertaintyCountsByOccurrence() {
        assertEquals(6_000, Precision.uncertainty(series(5, 1e5, 3_000), new CampaignItem(SampleKernels.RELU, 2)), 1e-6);
    }
}
