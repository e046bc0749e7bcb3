package io.sextant.search.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Ports;
import io.sextant.search.loop.SearchJob;
import io.sextant.search.loop.SearchListener;
import io.sextant.search.loop.SearchLoop;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator;
import io.sextant.search.space.SampleSpaces;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole searches of every space under limits on RAM and flash; latencies and accuracies are made up, memory is not. */
class MemoryLimitTest {
    private static final Fusion FUSION = Fusion.parse("convolution > batch_norm > unary");
    private static final int DRAWN = 16;

    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    /** What a share of random networks take at most. */
    private static String limit(SearchSpace space, Metric metric, double share) {
        SplittableRandom random = new SplittableRandom(11);
        long[] sorted = IntStream.range(0, DRAWN).mapToObj(i -> space.lower(space.sample(random), 0))
            .mapToLong(graph -> (long) StaticCosts.of(graph, FUSION).get(metric).value()).sorted().toArray();
        return metric.text() + " <= " + sorted[(int) (share * DRAWN)] + " B";
    }

    private static SearchResult search(SearchSpace space, List<Limit> limits) {
        LimitScreen screen = new LimitScreen(space, FUSION, limits);
        SearchSettings settings = new SearchSettings(limits, new SearchSettings.Trials(12, 4), Duration.ofHours(1), 7,
            new TrainingPlan(4, 2, 8, 2, 3));
        RegularisedEvolution strategy = new RegularisedEvolution(space, 7, new RegularisedEvolution.Settings(4, 8, 3), screen);
        CostModel measuring = (candidates, progress) -> candidates.stream().map(MemoryLimitTest::measured).toList();
        FootprintCosts costs = new FootprintCosts(new ScreenedCosts(measuring, screen), screen);
        Ports ports = new Ports(costs, new MadeUpAccuracy(), (finalists, progress) -> finalists.stream().map(MemoryLimitTest::measured)
            .toList());
        return new SearchLoop(new SearchJob(space, strategy, settings, List.of()), ports, new SearchListener() { }, System::nanoTime).run();
    }

    private static CostOutcome measured(Candidate candidate) {
        double nanos = 1000 + candidate.genotype().choices().stream().mapToInt(Integer::intValue).sum();
        return new CostOutcome.Known(Map.of(Metric.LATENCY, new Estimate(nanos, nanos - 1, nanos + 1, Estimate.Kind.MEASURED)), false);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theWinnerMeetsLimitsOnRamAndFlash(SearchSpace space) {
        List<Limit> limits = List.of(Limit.parse(limit(space, Metric.RAM, 0.5)), Limit.parse(limit(space, Metric.FLASH, 0.75)));
        SearchResult.Feasible feasible = (SearchResult.Feasible) search(space, limits);
        Map<Metric, Estimate> metrics = feasible.winner().metrics();
        assertTrue(feasible.summary().limits().binding(metrics).met(), metrics.toString());
        Map<Metric, Estimate> known = StaticCosts.of(space.lower(feasible.winner().trial().proposal().genotype(), 3), FUSION);
        assertEquals(known.get(Metric.RAM), metrics.get(Metric.RAM));
        assertEquals(known.get(Metric.FLASH), metrics.get(Metric.FLASH));
        assertEquals(List.of(Metric.LATENCY, Metric.RAM, Metric.FLASH), feasible.summary().frontMetrics());
        assertEquals(12, feasible.summary().counts().measured(), "no proposal was wasted on networks that cannot win");
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void anImpossibleLimitNamesItselfAndTheNearestPoint(SearchSpace space) {
        SearchResult.Infeasible infeasible = (SearchResult.Infeasible) search(space,
            List.of(Limit.parse("latency <= 1 s"), Limit.parse("ram <= 16 B")));
        SearchResult.Nearest nearest = infeasible.nearest().orElseThrow();
        assertEquals(Metric.RAM, nearest.binding().limit().metric());
        double least = infeasible.summary().trials().stream().mapToDouble(trial -> trial.metrics().get(Metric.RAM).value()).min().orElseThrow();
        assertEquals(least, nearest.metrics().get(Metric.RAM).value());
        assertEquals(0, infeasible.summary().counts().measured(), "nothing is measured for a network that cannot win");
    }

    /** The more weights a network has the better it is. */
    private static final class MadeUpAccuracy implements Evaluator {
        private static double accuracy(Request request) {
            double parameters = StaticCosts.of(request.candidate().graph(), FUSION).get(Metric.PARAMS).value();
            return parameters / (parameters + 1e4);
        }

        @Override
        public List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress) {
            return requests.stream().<Outcome>map(request -> new Outcome.Trained(accuracy(request), Duration.ofMillis(1))).toList();
        }

        @Override
        public List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress) {
            return requests.stream().<FinalOutcome>map(request -> new Finished(request.candidate().graph(), accuracy(request),
                accuracy(request), accuracy(request), Duration.ofMillis(1))).toList();
        }

        @Override
        public Duration expected(Request request) {
            return Duration.ofMillis(1);
        }
    }
}
