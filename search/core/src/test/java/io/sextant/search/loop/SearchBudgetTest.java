package io.sextant.search.loop;

import static io.sextant.search.loop.SearchJobs.WINDOW;
import static io.sextant.search.loop.SearchJobs.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.strategy.History;
import io.sextant.search.strategy.Proposal;
import io.sextant.search.strategy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a search divides its time. */
class SearchBudgetTest {
    private final Bench bench = new Bench();
    private final Recorder recorder = new Recorder();

    private SearchResult search(SearchJob job) {
        SearchResult result = new SearchLoop(job, bench.ports(), recorder, bench).run();
        assertEquals(0, recorder.open, "every stage ended");
        return result;
    }

    private SearchResult.Feasible feasible(SearchJob job) {
        return assertInstanceOf(SearchResult.Feasible.class, search(job));
    }

    @Test
    void keepsToTheBudget() {
        for (int budget : new int[] {20, 60, 180}) {
            Bench slow = new Bench();
            slow.secondsPerEpochAndPrice = 0.004;
            SearchResult result = new SearchLoop(job(2000, Duration.ofSeconds(budget), List.of(), "latency <= 30 us"), slow.ports(),
                new Recorder(), slow).run();
            assertInstanceOf(SearchResult.Feasible.class, result);
            assertTrue(slow.seconds() <= 1.1 * budget, slow.seconds() + " s of " + budget);
            assertTrue(slow.seconds() >= 0.6 * budget, slow.seconds() + " s of " + budget);
            assertTrue(result.summary().trials().size() < 2000);
        }
    }

    /** As where a screen looks at many networks for one that passes. */
    @Test
    void knowsThatProposalsTakeTheirTime() {
        SearchJob quick = job(WINDOW, Duration.ofSeconds(60), List.of(), "latency <= 30 us");
        Strategy slow = new Strategy() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Optional<Proposal> propose(History history) {
                bench.pass(1.5);
                return quick.strategy().propose(history);
            }
        };
        SearchSettings settings = new SearchSettings(quick.settings().limits(), new SearchSettings.Trials(20 * WINDOW, WINDOW),
            quick.settings().budget(), 7, SearchJobs.PLAN);
        SearchResult.Feasible result = feasible(new SearchJob(quick.space(), slow, settings, List.of()));
        assertEquals(WINDOW, result.summary().trials().size(), "a second batch would take 20 of 60 s");
    }

    @Test
    void keepsToTheBudgetOnAMachineWhoseSpeedWasGuessedWrong() {
        for (double guess : new double[] {0.2, 5}) {
            Bench slow = new Bench();
            slow.guess = guess;
            slow.secondsPerEpochAndPrice = 0.02;
            SearchResult.Feasible result = assertInstanceOf(SearchResult.Feasible.class, new SearchLoop(
                job(WINDOW, Duration.ofSeconds(90), List.of()), slow.ports(), new Recorder(), slow).run());
            assertTrue(slow.seconds() <= 1.1 * 90, slow.seconds() + " s with " + result.winner().epochs() + " epochs");
            assertFalse(slow.trained.isEmpty());
        }
    }

    @Test
    void trainsCandidatesAfterAFirstBatchThatTookMostOfTheBudget() {
        bench.secondsPerMeasurement = 4;
        bench.secondsPerRemeasurement = 2;
        bench.secondsPerEpochAndPrice = 0.002;
        SearchResult.Feasible result = feasible(job(WINDOW, Duration.ofSeconds(120), List.of()));
        assertTrue(result.summary().front().points().size() > 0, "something was trained for the front");
        assertTrue(bench.seconds() <= 1.1 * 120, bench.seconds() + " s");
    }

    @Test
    void evenWhereFinalTrainingsWouldTakeAllTheTimeCandidatesAreCompared() {
        bench.secondsPerMeasurement = 0.5;
        bench.secondsPerRemeasurement = 2;
        bench.secondsPerEpochAndPrice = 0.2;
        SearchResult.Feasible result = feasible(job(WINDOW, Duration.ofSeconds(60), List.of()));
        assertFalse(bench.trained.isEmpty());
        assertTrue(result.winner().trial().score().isPresent());
        assertTrue(bench.seconds() <= 1.15 * 60, bench.seconds() + " s");
    }

    @Test
    void aFirstRungThatIsTooLongForTheBudgetIsShortenedForAll() {
        bench.secondsPerEpochAndPrice = 0.05;
        SearchResult.Feasible result = feasible(job(3 * WINDOW, Duration.ofSeconds(120), List.of()));
        int first = bench.trained.get(0).epochs();
        assertTrue(first >= 2 && first < 10, "first rung " + first);
        assertTrue(recorder.messages.contains("the budget leaves " + first + " of 10 epochs for each candidate's first training"),
            recorder.messages::toString);
        assertTrue(result.summary().trials().stream().filter(trial -> !trial.scores().isEmpty())
            .allMatch(trial -> trial.scores().get(0).epochs() == first));
    }
}
