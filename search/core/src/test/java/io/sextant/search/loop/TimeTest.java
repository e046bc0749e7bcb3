package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.limit.Limit;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What time decides: who is declined stays so when the run goes on, and the final trainings keep their time. */
class TimeTest {
    private static final TrainingPlan PLAN = new TrainingPlan(10, 3, 90, 3, 3);

    private static SearchJob job(int trials, Duration budget, List<Trial> journal) {
        SearchSettings settings = new SearchSettings(List.of(Limit.parse("latency <= 32 us")), new SearchSettings.Trials(trials, 12), budget,
            7, PLAN);
        RegularisedEvolution strategy = new RegularisedEvolution(Landscape.SPACE, 7, new RegularisedEvolution.Settings(24, 36, 8));
        return new SearchJob(Landscape.SPACE, strategy, settings, journal);
    }

    private static Bench slowTraining() {
        Bench bench = new Bench();
        bench.secondsPerMeasurement = 0.01;
        bench.secondsPerEpochAndPrice = 0.02;
        return bench;
    }

    @Test
    void whoWasDeclinedForTimeIsDeclinedAgain() {
        Recorder recorder = new Recorder();
        Bench bench = slowTraining();
        new SearchLoop(job(240, Duration.ofSeconds(200), List.of()), bench.ports(), recorder, bench).run();
        List<Trial> interrupted = recorder.journal.stream().filter(trial -> trial.number() < 60).limit(60).toList();
        Set<Integer> declined = interrupted.stream().filter(trial -> trial.feasible() && trial.scores().isEmpty()).map(Trial::number)
            .collect(Collectors.toSet());
        assertFalse(declined.isEmpty());

        Bench later = slowTraining();
        SearchResult resumed = new SearchLoop(job(240, Duration.ofHours(2), interrupted), later.ports(), new Recorder(), later).run();
        assertTrue(later.trained.stream().noneMatch(request -> declined.contains(request.candidate().trial())));
        interrupted.forEach(trial -> assertEquals(trial.proposal(), resumed.summary().trials().get(trial.number()).proposal()));
        declined.forEach(number -> assertEquals("not trained: time was up", resumed.summary().trials().get(number).standing().reason()));
    }

    @Test
    void theFinalTrainingsKeepTheirTime() {
        Bench bench = new Bench();
        bench.secondsPerEpochAndPrice = 0.004;
        SearchResult.Feasible result = (SearchResult.Feasible) new SearchLoop(job(2000, Duration.ofSeconds(180), List.of()), bench.ports(),
            new Recorder(), bench).run();
        assertTrue(result.summary().trials().size() < 2000, "time was short");
        assertEquals(PLAN.fullEpochs(), result.winner().epochs());
    }
}
