package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.limit.Limit;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeTest {
    private static final TrainingPlan PLAN = new TrainingPlan(10, 3, 90, 3, 3);

    @Test
    void theFinalTrainingsKeepTheirTime() {
        SearchSettings settings = new SearchSettings(List.of(Limit.parse("latency <= 32 us")), new SearchSettings.Trials(2000, 12),
            Duration.ofSeconds(180), 7, PLAN);
        RegularisedEvolution strategy = new RegularisedEvolution(Landscape.SPACE, 7, new RegularisedEvolution.Settings(24, 36, 8));
        Bench bench = new Bench();
        bench.secondsPerEpochAndPrice = 0.004;
        SearchResult.Feasible result = (SearchResult.Feasible) new SearchLoop(new SearchJob(Landscape.SPACE, strategy, settings, List.of()),
            bench.ports(), new Recorder(), bench).run();
        assertTrue(result.summary().trials().size() < 2000, "time was short");
        assertEquals(PLAN.fullEpochs(), result.winner().epochs());
    }

    @Test
    void theClockMovesWithEventsOnly() {
        long[] nanos = {5_000_000_000L};
        RunClock clock = new RunClock(() -> nanos[0], Duration.ofSeconds(100));
        nanos[0] += 2_000_000_000L;
        assertEquals(Duration.ZERO, clock.now());
        clock.reach(Duration.ofSeconds(40));
        clock.reach(Duration.ofSeconds(30));
        assertEquals(Duration.ofSeconds(40), clock.now(), "it never falls");
        assertEquals(Duration.ofSeconds(102), clock.tick(), "what is new comes after all that was told");
        nanos[0] += 1_000_000_000L;
        assertEquals(Duration.ofSeconds(102), clock.now());
    }
}
