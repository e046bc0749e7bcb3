package io.sextant.tests.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.tests.peer.Contest;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CpuRaceTest {
    private static final CpuRace RACE = new CpuRace("net", 1.2, "", Map.of(CpuBench.OURS, time(5e6), CpuBench.UNTUNED, time(5.5e6), "slow", time(9e6), "fast", time(6e6),
        "absent", Contest.Time.failed("refused")));

    private static Contest.Time time(double nanos) {
        return new Contest.Time(OptionalDouble.of(nanos), "");
    }

    @Test
    void theFasterPeerCounts() {
        Figure figure = RACE.figure();
        assertEquals(List.of("net", ">= 1.20x", "fast 6.00 ms", "5.00 ms", "1.200", "yes"), figure.cells());
    }

    @Test
    void whatIsWrongOrHasNoPeerIsNotReached() {
        assertFalse(CpuRace.failed("net", 1.2, "wrong by 0.3").figure().reached());
        assertEquals("wrong by 0.3", CpuRace.failed("net", 1.2, "wrong by 0.3").figure().ours());
        assertFalse(new CpuRace("net", 1.2, "", Map.of(CpuBench.OURS, time(1))).figure().reached());
        assertFalse(new CpuRace("net", 1.2, "", Map.of(CpuBench.OURS, Contest.Time.failed("crashed"), "fast", time(1))).figure().reached());
    }

    @Test
    void theMeanIsGeometric() {
        CpuRace twice = new CpuRace("net", 1, "", Map.of(CpuBench.OURS, time(1), "peer", time(2)));
        CpuRace eightTimes = new CpuRace("net", 1, "", Map.of(CpuBench.OURS, time(1), "peer", time(8)));
        assertEquals("4.000", CpuRace.mean("all", 3.9, List.of(twice, eightTimes)).ratio());
        assertTrue(CpuRace.mean("all", 3.9, List.of(twice, eightTimes)).reached());
        assertFalse(CpuRace.mean("all", 0.1, List.of(twice, CpuRace.failed("net", 1, "wrong"))).reached());
    }
}
