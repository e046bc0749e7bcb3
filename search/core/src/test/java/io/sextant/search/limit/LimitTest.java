package io.sextant.search.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import io.sextant.search.port.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({
        "latency <= 60 us, latency <= 60 us",
        "'  latency<=60us ', latency <= 60 us",
        "latency@stm32f446 <= 25 ms, latency@stm32f446 <= 25 ms",
        "latency @ host <= 0.5 ms, latency@host <= 0.5 ms",
        "ram <= 64 KiB, ram <= 64 KiB",
        "flash <= 1.25e3 kB, flash <= 1250 kB",
        "params >= 1.5 k, params >= 1.5 k",
        "macs <= 200000, macs <= 200000",
        "energy <= 61.23456789 uJ, energy <= 61.23456789 uJ",
    })
    void readsAndPrintsCanonically(String text, String canonical) {
        Limit limit = Limit.parse(text);
        assertEquals(canonical, limit.toString());
        assertEquals(limit, Limit.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        latency <= 60; position 14: latency needs a unit (ns, us, ms, s); write e.g. 'latency <= 60 us'
        ram <= 64; position 10: ram needs a unit (B, KiB, MiB, kB, MB); write e.g. 'ram <= 64 KiB'
        latency <= 60 KiB; position 15: 'KiB' is no unit of latency (ns, us, ms, s); write e.g. 'latency <= 60 us'
        macs <= 60 us; position 12: 'us' is no unit of macs (k, M, G); write e.g. 'macs <= 1.5 M'
        latancy <= 60 us; position 1: unknown metric 'latancy'; did you mean latency? (latency, ram, flash, params, macs, energy)
        latency < 60 us; position 9: expected <= or >=; write e.g. 'latency <= 60 us'
        latency <= us; position 12: expected a number; write e.g. 'latency <= 60 us'
        latency <= -6 us; position 12: expected a number; write e.g. 'latency <= 60 us'
        latency <= 0 us; position 12: expected a number above 0; write e.g. 'latency <= 60 us'
        latency@ <= 60 us; position 8: expected a device's name after '@'; write e.g. 'latency <= 60 us'
        latency <= 60 us please; position 18: expected the end, got 'please'; write e.g. 'latency <= 60 us'
        60 us; position 1: expected a metric (latency, ram, flash, params, macs, energy); write e.g. 'latency <= 60 us'
        """)
    void refusesWithPositionAndExample(String text, String message) {
        String refusal = assertThrows(InvalidInput.class, () -> Limit.parse(text)).getMessage();
        assertTrue(refusal.startsWith("limit '" + text + "', " + message), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", "latency", "latency <=", "latency <= 1e99 us x", "latency <= 1..2 us", "\u0000"})
    void refusesFragments(String text) {
        assertThrows(InvalidInput.class, () -> Limit.parse(text));
    }

    @Test
    void refusesALongTextUnquoted() {
        assertTrue(assertThrows(InvalidInput.class, () -> Limit.parse("9".repeat(100_000))).getMessage().length() < 200);
    }

    @Test
    void theUnfavourableEndOfTheIntervalDecides() {
        Limit atMost = Limit.parse("latency <= 60 us");
        assertTrue(atMost.verdict(measured(50e3, 48e3, 60e3)).met());
        Verdict over = atMost.verdict(measured(58e3, 55e3, 66e3));
        assertFalse(over.met());
        assertEquals(0.1, over.violation(), 1e-12);
        assertEquals(0, over.metBy());
        assertEquals("latency <= 60 us not met: upper bound 66 us, 10.0 % over", over.toString());

        Limit atLeast = Limit.parse("params >= 1 k");
        Verdict enough = atLeast.verdict(new Estimate(1300, 1250, 1500, Estimate.Kind.MEASURED));
        assertTrue(enough.met());
        assertEquals(0.2, enough.metBy(), 1e-12);
        assertEquals("params >= 1 k met: lower bound 1250, 20.0 % to spare", enough.toString());
        assertEquals(Double.POSITIVE_INFINITY, atLeast.verdict(Estimate.counted(0)).violation());
    }

    @Test
    void aPredictionIsHeldAgainstItByItsValue() {
        Verdict met = Limit.parse("latency <= 60 us").verdict(new Estimate(58e3, 40e3, 90e3, Estimate.Kind.ESTIMATED));
        assertEquals("latency <= 60 us met: predicted 58 us, 3.3 % to spare", met.toString());
        assertFalse(Limit.parse("latency >= 60 us").verdict(new Estimate(58e3, 40e3, 90e3, Estimate.Kind.SUMMED)).met());
    }

    @Test
    void aBoundHasTheUnitOfItsMetric() {
        assertThrows(IllegalArgumentException.class, () -> Limit.atMost(Metric.RAM, new Quantity(3, Unit.SECOND)));
        assertThrows(IllegalArgumentException.class, () -> Limit.atMost(Metric.RAM, new Quantity(0, Unit.BYTE)));
    }

    private static Estimate measured(double value, double lo, double hi) {
        return new Estimate(value, lo, hi, Estimate.Kind.MEASURED);
    }
}
