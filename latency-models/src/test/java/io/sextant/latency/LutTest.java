package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.device.measure.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LutTest {
    private static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");
    private static final Target TARGET = new Target("i/1/o", "d", 1, Clock.THREAD_CPU);
    private static final Target THREADS = new Target("i/1/o", "d", 4, Clock.WALL);

    private static LutRow row(String digit, Target target, double nanos) {
        LutKey key = new LutKey(digit.repeat(64), target.implementation(), target.device(), target.threads(), target.clock());
        return new LutRow(key, "text", Provenance.ESTIMATED, 1, OptionalDouble.of(nanos), Optional.empty(), "p", DATE);
    }

    private static Correction correction(Target target, double scale) {
        return new Correction(target, 0, scale, 4, 0, DATE);
    }

    @Test
    void newerRowsAndCorrectionsReplaceOlderOnesOfTheSameKey() {
        Lut older = new Lut("d", List.of(correction(TARGET, 1), correction(THREADS, 2)),
            List.of(row("a", TARGET, 1), row("b", TARGET, 2), row("b", THREADS, 3)));
        Lut newer = new Lut("d", List.of(correction(TARGET, 3)), List.of(row("b", TARGET, 4), row("c", TARGET, 5)));

        assertEquals(new Lut("d", List.of(correction(TARGET, 3), correction(THREADS, 2)),
            List.of(row("a", TARGET, 1), row("b", TARGET, 4), row("b", THREADS, 3), row("c", TARGET, 5))), older.with(newer));
    }

    @Test
    void ofAnotherDeviceNothingIsTaken() {
        Target elsewhere = new Target("i/1/o", "e", 1, Clock.THREAD_CPU);
        Lut here = new Lut("d", List.of(), List.of(row("a", TARGET, 1)));
        Lut there = new Lut("e", List.of(correction(elsewhere, 1)), List.of(row("a", elsewhere, 1)));

        assertThrows(IllegalArgumentException.class, () -> here.with(there));
        assertThrows(IllegalArgumentException.class, () -> new Lut("d", List.of(), List.of()).with(there));
    }

    @Test
    void rowsAndCorrectionsAreFoundByTheirWholeKey() {
        Lut lut = new Lut("d", List.of(correction(TARGET, 1)), List.of(row("a", TARGET, 1), row("a", THREADS, 2)));

        assertEquals(Optional.of(row("a", THREADS, 2)), lut.row(row("a", THREADS, 0.5).key()));
        assertEquals(Optional.empty(), lut.row(row("b", TARGET, 1).key()));
        assertEquals(Optional.of(correction(TARGET, 1)), lut.correction(TARGET));
        assertEquals(Optional.empty(), lut.correction(THREADS));
    }

    @Test
    void refusesASecondOfAnything() {
        assertThrows(IllegalArgumentException.class, () -> new Lut("d", List.of(), List.of(row("a", TARGET, 1), row("a", TARGET, 2))));
        assertThrows(IllegalArgumentException.class, () -> new Lut("d", List.of(correction(TARGET, 1), correction(TARGET, 2)), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Lut("e", List.of(correction(TARGET, 1)), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Lut("e", List.of(), List.of(row("a", TARGET, 1))));
    }
}
