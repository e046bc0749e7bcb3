package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.limit.Limit;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Final trainings that come to nothing. */
class FinalsTest {
    private final Recorder recorder = new Recorder();

    private SearchResult.Feasible search(Bench bench) {
        SearchSettings settings = new SearchSettings(List.of(Limit.parse("latency <= 28 us")), new SearchSettings.Trials(120, 12),
            Duration.ofMinutes(5), 7, new TrainingPlan(10, 3, 90, 3, 3));
        RegularisedEvolution strategy = new RegularisedEvolution(Landscape.SPACE, 7, new RegularisedEvolution.Settings(24, 36, 8));
        SearchJob job = new SearchJob(Landscape.SPACE, strategy, settings, List.of());
        return (SearchResult.Feasible) new SearchLoop(job, bench.ports(), recorder, bench).run();
    }

    @Test
    void aFinalistThatCannotBeTrainedToTheEndMakesRoomForTheNext() {
        SearchResult.Feasible first = search(new Bench());
        Bench again = new Bench();
        int favourite = first.winner().trial().number();
        again.diverging = request -> request.candidate().trial() == favourite;
        SearchResult.Feasible second = search(again);
        assertNotEquals(favourite, second.winner().trial().number());
        assertEquals(new Standing.Failed("final training: loss is NaN"), second.summary().trials().get(favourite).standing());
        assertTrue(recorder.messages.contains("trial " + favourite + " cannot be trained to the end; the next one takes its place"),
            recorder.messages::toString);
        assertEquals(again.finished.size(), new HashSet<>(again.finished).size(), "what was trained once is not trained again");
        assertEquals(9, again.finished.size(), "the baseline keeps its runs");
    }

    @Test
    void aRunThatDivergesIsLeftOutAndSaid() {
        SearchResult.Feasible whole = search(new Bench());
        long seed = whole.winner().seeds().get(1);
        Bench again = new Bench();
        again.diverging = request -> request.seed() == seed && request.candidate().trial() == whole.winner().trial().number();
        SearchResult.Feasible result = search(again);
        assertEquals(whole.winner().trial(), result.winner().trial());
        assertEquals(2, result.winner().runs().size());
        assertEquals(List.of(whole.winner().seeds().get(0), whole.winner().seeds().get(2)), result.winner().seeds());
        assertTrue(recorder.messages.contains("1 of 3 final trainings of trial " + whole.winner().trial().number()
            + " came to nothing: loss is NaN"), recorder.messages::toString);
    }

    @Test
    void severalFinalistsThatCannotBeTrainedAreAFault() {
        Bench bench = new Bench();
        bench.diverging = request -> true;
        String message = assertThrows(IllegalStateException.class,
            () -> search(bench)).getMessage();
        assertEquals("not one of 3 finalists with its baseline could be trained to the end; the last: final training: loss is NaN", message);
    }
}
