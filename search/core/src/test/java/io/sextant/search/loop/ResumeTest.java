package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.search.limit.Limit;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Request;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.Proposal;
import io.sextant.search.strategy.RegularisedEvolution;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search that is interrupted and resumed is the search that was not interrupted, whenever that happens. */
class ResumeTest {
    private static final int WINDOW = 8;
    private static final TrainingPlan PLAN = new TrainingPlan(6, 3, 18, 2, 3);

    private static final class Killed extends RuntimeException {
    }

    private static final class Journal implements SearchListener {
        final List<Event> events = new ArrayList<>();
        private int calls;
        private final int last;

        /** @param last during which call to be killed, after it has written */
        Journal(int last) {
            this.last = last;
        }

        @Override
        public void happened(List<Event> more) {
            events.addAll(more);
            calls++;
            if (calls == last) {
                throw new Killed();
            }
        }
    }

    /** What searches meet: each makes other decisions. */
    enum Course {
        AMPLE_TIME("90s"), SHORT_TIME("9s"), FINALISTS_DO_NOT_HOLD("14s"), LOSSES("90s"), WRONG_GUESS("8s"), DUPLICATES("30s"),
        DUPLICATES_IN_SHORT_TIME("4s");

        private final Duration budget;

        Course(String budget) {
            this.budget = Duration.parse("PT" + budget);
        }

        Bench bench() {
            Bench bench = new Bench();
            switch (this) {
                case AMPLE_TIME -> { }
                case SHORT_TIME -> {
                    bench.secondsPerMeasurement = 0.02;
                    bench.secondsPerRemeasurement = 0.05;
                    bench.secondsPerEpochAndPrice = 0.004;
                }
                case FINALISTS_DO_NOT_HOLD -> {
                    bench.drift = 1.3;
                    bench.secondsPerRemeasurement = 2;
                }
                case LOSSES -> {
                    bench.lost = trial -> trial % 5 == 0;
                    bench.lostOnRemeasure = trial -> trial % 4 == 1;
                    bench.diverging = request -> request.candidate().trial() % 4 == 3 || request.seed() % 3 == 0;
                }
                case WRONG_GUESS -> bench.guess = 0.1;
                case DUPLICATES -> bench.lost = trial -> trial % 7 == 0;
                case DUPLICATES_IN_SHORT_TIME -> bench.secondsPerMeasurement = 0.02;
            }
            return bench;
        }

        SearchJob job(List<Event> journal) {
            boolean duplicates = this == DUPLICATES || this == DUPLICATES_IN_SHORT_TIME;
            List<Limit> limits = this == AMPLE_TIME || this == LOSSES || duplicates ? List.of() : List.of(Limit.parse("latency <= 34 us"));
            SearchSettings settings = new SearchSettings(limits, new SearchSettings.Trials(40, WINDOW), budget, 5, PLAN);
            SearchSpace space = duplicates ? DuplicateTest.SPACE : Landscape.SPACE;
            RegularisedEvolution strategy = new RegularisedEvolution(space, 5, new RegularisedEvolution.Settings(16, 24, 6));
            return new SearchJob(space, strategy, settings, journal);
        }
    }

    private static SearchResult search(SearchJob job, Bench bench, SearchListener listener) {
        return new SearchLoop(job, bench.ports(), listener, bench).run();
    }

    /** All that was asked of the ports, with how often. */
    private static List<String> asked(Bench... benches) {
        return Stream.of(benches).flatMap(bench -> Stream.of(
            bench.costed.stream().map(trial -> "cost " + trial),
            Stream.of(bench.calibrating, bench.trained, bench.finished).flatMap(List::stream).map(ResumeTest::words),
            bench.remeasured.stream().flatMap(List::stream).map(trial -> "re-measure " + trial)).flatMap(stream -> stream))
            .sorted().toList();
    }

    private static String words(Request request) {
        return "train " + request.candidate().trial() + " for " + request.epochs() + " from " + request.seed();
    }

    private static void assertSame(SearchResult expected, SearchResult actual, String when) {
        assertEquals(expected.summary().trials(), actual.summary().trials(), when);
        assertEquals(expected.summary().limits(), actual.summary().limits(), when);
        assertEquals(expected.summary().front(), actual.summary().front(), when);
        if (expected instanceof SearchResult.Feasible feasible) {
            SearchResult.Feasible other = assertInstanceOf(SearchResult.Feasible.class, actual, when);
            assertSame(feasible.winner(), other.winner(), when);
            assertSame(feasible.baseline(), other.baseline(), when);
        }
    }

    private static void assertSame(Finalist expected, Finalist actual, String when) {
        assertEquals(expected.trial(), actual.trial(), when);
        assertEquals(expected.epochs(), actual.epochs(), when);
        assertEquals(expected.seeds(), actual.seeds(), when);
        assertEquals(expected.freshAccuracy(), actual.freshAccuracy(), when);
    }

    @ParameterizedTest
    @EnumSource
    void killedAfterAnyLineItComesToTheSameAndAsksNothingTwice(Course course) {
        Bench whole = course.bench();
        Journal all = new Journal(0);
        SearchResult expected = search(course.job(List.of()), whole, all);
        for (int kill = 1; kill <= all.calls; kill++) {
            String when = course + " killed in line " + kill + " of " + all.calls;
            Journal journal = new Journal(kill);
            Bench before = course.bench();
            assertThrows(Killed.class, () -> search(course.job(List.of()), before, journal), when);
            Bench after = course.bench();
            Journal rest = new Journal(0);
            SearchResult resumed = search(course.job(journal.events), after, rest);
            assertSame(expected, resumed, when);
            assertEquals(expected.summary().duration().toNanos(), resumed.summary().duration().toNanos(), 1e4, when);
            assertEquals(asked(whole), asked(before, after), when);
            assertEquals(all.events.size(), journal.events.size() + rest.events.size(), when);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedAfterEveryLineItStillArrives(Course course) {
        Bench whole = course.bench();
        Journal all = new Journal(0);
        SearchResult expected = search(course.job(List.of()), whole, all);
        List<Event> journal = new ArrayList<>();
        List<Bench> benches = new ArrayList<>();
        while (true) {
            assertTrue(benches.size() <= all.calls, course + ": a call is not repeated");
            Bench bench = course.bench();
            benches.add(bench);
            Journal next = new Journal(1);
            try {
                assertSame(expected, search(course.job(journal), bench, next), course.name());
                assertEquals(asked(whole), asked(benches.toArray(Bench[]::new)));
                return;
            } catch (Killed killed) {
                journal.addAll(next.events);
            }
        }
    }

    /** As after a loss of power, which may cut a batch of lines short; what is missing of it takes its time again. */
    @ParameterizedTest
    @EnumSource(names = {"AMPLE_TIME", "LOSSES"})
    void whereverTheJournalIsCutItComesToTheSame(Course course) {
        Journal all = new Journal(0);
        SearchResult expected = search(course.job(List.of()), course.bench(), all);
        for (int lines = 0; lines < all.events.size(); lines++) {
            assertSame(expected, search(course.job(all.events.subList(0, lines)), course.bench(), new Journal(0)),
                course + " cut after line " + lines);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDecidedByTheClockStaysOnAMachineOfAnotherSpeed(Course course) {
        Journal all = new Journal(0);
        SearchResult expected = search(course.job(List.of()), course.bench(), all);
        for (double speed : new double[] {0.01, 100}) {
            Bench other = course.bench();
            other.secondsPerEpochAndPrice /= speed;
            Journal none = new Journal(0);
            assertSame(expected, search(course.job(all.events), other, none), course.name());
            assertEquals(List.of(), none.events);
            assertEquals(List.of(), asked(other));
        }
    }

    @Test
    void theCoursesMeetEveryKindOfEvent() {
        List<Event> events = new ArrayList<>();
        for (Course course : Course.values()) {
            Journal journal = new Journal(0);
            search(course.job(List.of()), course.bench(), journal);
            events.addAll(journal.events);
        }
        List<Class<?>> kinds = List.of(Event.Costed.class, Event.Remeasured.class, Event.Trained.class, Event.Finished.class,
            Event.LimitDerived.class, Event.FirstEpochs.class, Event.Explored.class, Event.Halved.class, Event.Entered.class,
            Event.Looked.class, Event.FinalEpochs.class);
        kinds.forEach(kind -> assertTrue(events.stream().anyMatch(kind::isInstance), kind.toString()));
        assertTrue(events.stream().anyMatch(event -> event instanceof Event.Finished last && last.outcome() instanceof NotFinished));
        assertTrue(events.stream().anyMatch(event -> event instanceof Event.Looked looked && looked.over()));
    }

    @Test
    void countsWhatItTookFromTheJournal() {
        Journal journal = new Journal(0);
        search(Course.AMPLE_TIME.job(List.of()), Course.AMPLE_TIME.bench(), journal);
        SearchResult again = search(Course.AMPLE_TIME.job(journal.events), Course.AMPLE_TIME.bench(), new Journal(0));
        Counts counts = again.summary().counts();
        assertEquals(0, counts.measured());
        assertEquals(40, counts.cached());
        assertEquals(0, counts.stored());
        long trainings = journal.events.stream()
            .filter(event -> event instanceof Event.Trained || event instanceof Event.Finished).count();
        long remeasured = journal.events.stream().filter(Event.Remeasured.class::isInstance).count();
        assertEquals(new Counts.Recalled(40, (int) remeasured, (int) trainings), counts.recalled());
    }

    @Test
    void aJournalOfAnotherSearchIsRefused() {
        Event foreign = new Event.Costed(1, new Proposal(Landscape.SPACE.at(BigInteger.TWO), List.of()),
            new CostOutcome.Unknown("crashed"), Duration.ZERO);
        String message = assertThrows(InvalidInput.class,
            () -> search(Course.AMPLE_TIME.job(List.of(foreign)), new Bench(), new Journal(0))).getMessage();
        assertTrue(message.startsWith("the journal is not of this search: it says that trial 1 is "), message);
    }
}
