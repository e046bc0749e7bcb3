package io.sextant.search.loop;

import static io.sextant.search.loop.SearchJobs.PLAN;
import static io.sextant.search.loop.SearchJobs.WINDOW;
import static io.sextant.search.loop.SearchJobs.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.port.Evaluator.Request;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchLoopTest {
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
    void findsMeasuresAndTrainsAWinnerWithinTheLimit() {
        SearchResult.Feasible result = feasible(job(120, Duration.ofMinutes(5), List.of(), "latency <= 28 us"));
        assertTrue(result.winner().metrics().get(Metric.LATENCY).hi() <= 28e3);
        assertTrue(result.winner().trial().feasible());
        assertEquals(120, result.summary().trials().size());
        assertEquals(new Counts(120, 120, 0, result.summary().counts().trained(), 0, 0, Counts.Recalled.NOTHING), result.summary().counts());
        assertFalse(result.summary().derived());
        double mean = result.winner().runs().stream().mapToDouble(run -> run.selectionAccuracy()).average().orElseThrow();
        assertEquals(mean, result.winner().selectionAccuracy().mean(), 1e-12);
        assertEquals(3, result.winner().selectionAccuracy().runs());
        assertTrue(result.winner().selectionAccuracy().standardError() > 0);
        assertEquals(result.winner().runs().stream().mapToDouble(run -> run.selectionAccuracy()).max().orElseThrow(),
            result.winner().kept().selectionAccuracy());
        assertTrue(mean > result.baseline().selectionAccuracy().mean(), "search found more than counting parameters");
        assertFalse(result.winnerIsBaseline());
    }

    @Test
    void theBaselineIsTheFeasibleNetworkWithTheMostParameters() {
        SearchResult.Feasible result = feasible(job(120, Duration.ofMinutes(5), List.of(), "latency <= 28 us"));
        double most = result.summary().trials().stream().filter(Trial::feasible)
            .mapToDouble(trial -> Bench.parameters(trial.proposal().genotype())).max().orElseThrow();
        assertEquals(most, Bench.parameters(result.baseline().trial().proposal().genotype()));
        assertEquals(result.winner().seeds(), result.baseline().seeds());
        assertEquals(result.winner().epochs(), result.baseline().epochs());
    }

    @Test
    void derivesTheLimitFromTheFirstBatch() {
        SearchResult.Feasible result = feasible(job(60, Duration.ofMinutes(5), List.of()));
        double[] first = result.summary().trials().stream().limit(WINDOW)
            .mapToDouble(trial -> Bench.latency(trial.proposal().genotype())).sorted().toArray();
        double expected = 1.02 * (first[4] + 0.4 * (first[5] - first[4]));
        Limit limit = result.summary().limits().all().get(0);
        assertTrue(limit.bound().inBase() >= expected && limit.bound().inBase() < 1.005 * expected, limit + " for " + expected);
        assertEquals(5, result.summary().trials().stream().limit(WINDOW).filter(Trial::feasible).count());
        assertTrue(result.summary().derived());
        assertTrue(recorder.messages.contains("limit: " + limit + " (the 40th percentile of 12 random networks)"), recorder.messages::toString);
    }

    @Test
    void aSingleTrialMeetsTheLimitDerivedFromIt() {
        bench.lost = trial -> trial > 0;
        SearchResult.Feasible result = feasible(job(3, Duration.ofMinutes(5), List.of()));
        assertEquals(0, result.winner().trial().number());
        assertTrue(recorder.messages.get(0).endsWith("(the 40th percentile of 1 random networks)"),
            recorder.messages::toString);
    }

    @Test
    void costsABatchAtOnceAndTrainsMostParametersFirst() {
        search(job(36, Duration.ofMinutes(5), List.of(), "latency <= 40 us"));
        assertEquals(36, bench.costed.size());
        List<Request> firstBatch = bench.trained.stream().filter(request -> request.epochs() == 10)
            .filter(request -> request.candidate().trial() < WINDOW).toList();
        List<Request> ordered = firstBatch.stream().sorted(Comparator.comparingDouble(
            (Request request) -> -Bench.parameters(request.candidate().genotype()))).toList();
        assertEquals(ordered, firstBatch);
        assertTrue(firstBatch.size() > 2);
    }

    @Test
    void halvingTrainsFewerNetworksForLonger() {
        search(job(120, Duration.ofHours(1), List.of(), "latency <= 34 us"));
        var byEpochs = bench.trained.stream().collect(Collectors.groupingBy(Request::epochs, Collectors.counting()));
        assertEquals(Set.of(10, 30, 90), byEpochs.keySet());
        assertEquals((byEpochs.get(10) + 2) / 3, byEpochs.get(30));
        assertEquals((byEpochs.get(30) + 2) / 3, byEpochs.get(90));
        assertEquals(List.of("search", "train 30 epochs", "train 90 epochs", "re-measure", "final training"), recorder.stages);
        assertEquals(recorder.expected, recorder.steps, "every step that was announced came");
        assertEquals(4, bench.calibrating.size());
        Set<Long> seeds = bench.trained.stream().map(Request::seed).collect(Collectors.toSet());
        assertEquals(bench.trained.size(), seeds.size(), "every training has its own seed");
    }

    @Test
    void theFrontHoldsTrainedFeasibleTrials() {
        SearchResult result = search(job(60, Duration.ofMinutes(5), List.of(), "latency <= 34 us", "params <= 34 k"));
        assertEquals(List.of(Metric.LATENCY, Metric.PARAMS), result.summary().frontMetrics());
        List<ParetoFront.Point<Trial>> points = result.summary().front().points();
        assertFalse(points.isEmpty());
        points.forEach(point -> assertTrue(point.item().feasible() && point.item().score().isPresent()));
    }

    @Test
    void saysInfeasibleWithTheNearestPointAndTheBindingLimit() {
        SearchResult.Infeasible result = assertInstanceOf(SearchResult.Infeasible.class,
            search(job(60, Duration.ofMinutes(5), List.of(), "latency <= 1 us", "params <= 20 k")));
        SearchResult.Nearest nearest = result.nearest().orElseThrow();
        assertEquals(Limit.parse("latency <= 1 us"), nearest.binding().limit());
        double cheapest = result.summary().trials().stream().mapToDouble(trial -> Bench.latency(trial.proposal().genotype())).min()
            .orElseThrow();
        assertEquals(1.02 * cheapest / 1e3 - 1, nearest.binding().violation(), 1e-9);
        assertEquals(0, bench.trained.size());
        assertEquals(0, bench.finished.size());
        assertEquals(60, result.summary().counts().proposed());
    }

    @Test
    void aWinnerHoldsWhenRemeasuredOrTheNextBestIsTried() {
        bench.drift = 1.1;
        SearchResult.Feasible result = feasible(job(120, Duration.ofMinutes(5), List.of(), "latency <= 28 us"));
        assertTrue(result.winner().metrics().get(Metric.LATENCY).hi() <= 28e3);
        List<Trial> rejected = result.summary().trials().stream()
            .filter(trial -> trial.standing() instanceof Standing.Infeasible infeasible && infeasible.remeasured()).toList();
        assertFalse(rejected.isEmpty());
        assertTrue(rejected.get(0).standing().reason().startsWith("re-measured: latency <= 28 us not met: upper bound"),
            rejected.get(0).standing().reason());
        assertTrue(bench.remeasured.size() > 1, "went on to the next best");
        assertEquals(result.winner().metrics().get(Metric.LATENCY), result.winner().trial().remeasured().get(Metric.LATENCY));
        assertEquals(Bench.latency(result.winner().trial().proposal().genotype()),
            result.winner().trial().metrics().get(Metric.LATENCY).value(), "what the search went by stays");
        assertEquals(result.winner().metrics().get(Metric.LATENCY).value(),
            1.1 * Bench.latency(result.winner().trial().proposal().genotype()), 1e-6);
        assertTrue(result.baseline().metrics().get(Metric.LATENCY).hi() <= 28e3);
        assertTrue(result.baseline().trial().feasible());
    }

    @Test
    void isInfeasibleIfNoFinalistHolds() {
        bench.drift = 3;
        SearchResult.Infeasible result = assertInstanceOf(SearchResult.Infeasible.class,
            search(job(60, Duration.ofMinutes(5), List.of(), "latency <= 28 us")));
        SearchResult.Nearest nearest = result.nearest().orElseThrow();
        Trial trial = nearest.trial();
        boolean remeasured = ((Standing.Infeasible) trial.standing()).remeasured();
        assertEquals((remeasured ? 3 : 1) * Bench.latency(trial.proposal().genotype()), nearest.metrics().get(Metric.LATENCY).value(), 1e-6);
        assertTrue(result.summary().trials().stream().noneMatch(Trial::feasible));
        assertEquals(0, bench.finished.size());
    }

    @Test
    void aLostCandidateCostsNothingElse() {
        bench.lost = trial -> trial % 3 == 0;
        bench.lostOnRemeasure = trial -> trial % 2 == 0;
        SearchResult.Feasible result = feasible(job(60, Duration.ofMinutes(5), List.of(), "latency <= 34 us"));
        Trial lost = result.summary().trials().get(3);
        assertEquals(new Standing.Failed("crashed"), lost.standing());
        assertEquals(1, result.winner().trial().number() % 2);
        assertTrue(result.summary().trials().stream().noneMatch(trial -> trial.number() % 3 == 0 && trial.score().isPresent()));
        assertEquals(40, result.summary().counts().measured());
    }

    @Test
    void stopsAtOnceIfNothingCanBeMeasured() {
        bench.lost = trial -> true;
        IllegalStateException e = assertThrows(IllegalStateException.class,
            () -> search(job(60, Duration.ofMinutes(5), List.of(), "latency <= 34 us")));
        assertEquals("none of the first 12 networks could be measured; the first one: crashed", e.getMessage());
        assertEquals(WINDOW, bench.costed.size());
    }

    @Test
    void aLimitOnAnUnknownMetricIsTheUsersMistake() {
        String message = assertThrows(InvalidInput.class,
            () -> search(job(60, Duration.ofMinutes(5), List.of(), "energy <= 3 uJ"))).getMessage();
        assertEquals("limit 'energy <= 3 uJ': energy is not known of networks on this device; known are latency, params, macs", message);
    }

    @Test
    void finalTrainingsCountAsTrained() {
        bench.secondsPerMeasurement = 10;
        SearchResult.Feasible result = feasible(job(WINDOW, Duration.ofSeconds(60), List.of()));
        assertEquals(List.of(), bench.trained, "the first batch took more than the budget");
        assertEquals(bench.finished.stream().map(request -> request.candidate().trial()).distinct().count(),
            result.summary().counts().trained());
        assertEquals(2, result.winner().epochs());
        assertTrue(recorder.messages.contains("no time to train candidates: those with the most parameters come first"),
            recorder.messages::toString);
    }

    @Test
    void theBaselineWinsIfItEndsBetter() {
        SearchJob job = job(120, Duration.ofMinutes(5), List.of(), "latency <= 28 us");
        SearchResult.Feasible first = feasible(job);
        Bench again = new Bench();
        int favourite = first.winner().trial().number();
        again.unlucky = trial -> trial == favourite;
        SearchResult.Feasible second = (SearchResult.Feasible) new SearchLoop(job, again.ports(), recorder, again).run();
        assertEquals(first.baseline().trial(), second.winner().trial());
        assertTrue(second.winnerIsBaseline());
        assertEquals(first.summary().counts().trained(), second.summary().counts().trained());
        assertTrue(recorder.messages.stream().anyMatch(line -> line.contains("trial " + favourite + ", the best one so far, came to 10.00 %")),
            recorder.messages::toString);
    }

    @Test
    void tooLittleTimeToRemeasureAllGoesToTheRoomiest() {
        bench.drift = 1.25;
        bench.secondsPerRemeasurement = 60;
        SearchResult.Feasible result = feasible(job(120, Duration.ofMinutes(2), List.of(), "latency <= 28 us"));
        assertTrue(result.winner().metrics().get(Metric.LATENCY).hi() <= 28e3);
        assertTrue(recorder.messages.stream().anyMatch(line -> line.matches("no time to re-measure [0-9]+ further networks")),
            recorder.messages::toString);
    }

    @Test
    void aShortBudgetTrainsTheWinnerShorterAndSaysSo() {
        bench.secondsPerEpochAndPrice = 0.01;
        SearchResult.Feasible result = feasible(job(300, Duration.ofSeconds(60), List.of(), "latency <= 28 us"));
        assertTrue(result.winner().epochs() < 90, "epochs " + result.winner().epochs());
        assertEquals(3, result.winner().runs().size());
        assertTrue(recorder.messages.contains("the budget leaves " + result.winner().epochs() + " of 90 epochs for the final training"),
            recorder.messages::toString);
    }

    @Test
    void whoIsDeclinedForTimeIsKeptAsSuch() {
        bench.secondsPerMeasurement = 0.01;
        bench.secondsPerEpochAndPrice = 0.02;
        SearchResult result = search(job(240, Duration.ofSeconds(200), List.of(), "latency <= 32 us"));
        List<Trial> untrained = result.summary().trials().stream().filter(trial -> trial.feasible() && trial.score().isEmpty()).toList();
        assertFalse(untrained.isEmpty());
        assertEquals("not trained: time was up", untrained.get(0).standing().reason());
        assertTrue(result.summary().trials().size() > 200, "the time is shared by all batches, " + result.summary().trials().size());
    }

    @Test
    void equalSeedsRunAlike() {
        SearchJob job = job(60, Duration.ofMinutes(5), List.of());
        SearchResult.Feasible once = feasible(job);
        Bench other = new Bench();
        SearchResult again = new SearchLoop(job, other.ports(), new Recorder(), other).run();
        assertEquals(once.summary(), again.summary());
        assertEquals(once.winner().seeds(), ((SearchResult.Feasible) again).winner().seeds());
        assertEquals(once.winner().trial(), ((SearchResult.Feasible) again).winner().trial());
    }

    @Test
    void anotherSeedSearchesElsewhere() {
        SearchJob job = job(24, Duration.ofMinutes(5), List.of());
        SearchSettings other = new SearchSettings(List.of(), job.settings().trials(), job.settings().budget(), 8, PLAN);
        search(job);
        List<Request> first = List.copyOf(bench.trained);
        search(new SearchJob(job.space(), job.strategy(), other, List.of()));
        assertNotEquals(first.get(0).seed(), bench.trained.get(first.size()).seed());
    }

    @Test
    void aSmallSpaceIsTriedToItsEnd() {
        var space = io.sextant.search.space.SpaceFile.parse("""
            name: tiny
            input: f32[1x8x1]
            classes: 2
            width: [1, 2, 3]
            block: fused
            stem: {width: 2, kernel: 3, stride: 1, activation: relu}
            stages:
              - {width: 2, stride: 2, activation: relu, depth: 1, kernel: [1, 3, 5], expansion: [1, 2], squeeze: false}
            """, "tiny.yaml");
        SearchSettings settings = job(100, Duration.ofMinutes(5), List.of()).settings();
        SearchResult result = search(new SearchJob(space,
            new RegularisedEvolution(space, 1, RegularisedEvolution.Settings.STANDARD), settings, List.of()));
        assertEquals(18, result.summary().trials().size());
        assertTrue(recorder.messages.contains("all 18 networks of space tiny have been tried"), recorder.messages::toString);
    }
}
