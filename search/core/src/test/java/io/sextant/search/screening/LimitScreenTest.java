package io.sextant.search.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.search.limit.Limit;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SampleSpaces;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.AskTell;
import io.sextant.search.strategy.Outcome;
import io.sextant.search.strategy.RandomSearch;
import io.sextant.search.strategy.RegularisedEvolution;
import io.sextant.search.strategy.Screen;
import io.sextant.search.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitScreenTest {
    private static final Fusion FUSION = Fusion.parse("convolution > batch_norm > unary");
    private static final int DRAWN = 12;
    /** Some spaces have no more networks within the limit. */
    private static final int MOST = 9;

    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    private static List<Candidate> candidates(SearchSpace space, int count) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, count).mapToObj(i -> space.sample(random))
            .map(genotype -> new Candidate(0, genotype, space.lower(genotype, 0), space.precision(genotype))).toList();
    }

    /** A limit that about a quarter of random networks meet. */
    private static Limit limit(SearchSpace space, Metric metric) {
        double[] sorted = candidates(space, DRAWN).stream()
            .mapToDouble(candidate -> StaticCosts.of(candidate.graph(), FUSION).get(metric).value()).sorted().toArray();
        return Limit.parse(metric.text() + " <= " + (long) sorted[DRAWN / 4] + " B");
    }

    /** 40 x 4 B of input and 30 x 4 B of the first layer's result live together, the second needs 30 and 10; weights are f32. */
    @Test
    void ramIsTheArenaAndFlashTheWeights() {
        GraphBuilder graph = new GraphBuilder("two layers");
        Value x = graph.input("x", TensorType.f32(1, 40));
        Value hidden = graph.add(new Dense(x, graph.constant(Tensor.random(TensorType.f32(40, 30), 1, 1)), Optional.empty()));
        Graph network = graph.output("y", graph.add(new Dense(hidden, graph.constant(Tensor.random(TensorType.f32(30, 10), 2, 1)),
            Optional.empty()))).build();
        Map<Metric, Estimate> costs = StaticCosts.of(network, Fusion.NONE);
        assertEquals(Estimate.estimated(160 + 128), costs.get(Metric.RAM), "aligned to 16 bytes");
        assertEquals(Estimate.estimated(4 * (1200 + 300)), costs.get(Metric.FLASH));
        assertEquals(Estimate.counted(1500), costs.get(Metric.PARAMS));
        assertEquals(Estimate.Kind.ESTIMATED, costs.get(Metric.RAM).kind());
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void ramIsNoMoreThanWithoutSharingAndNoLessThanTheInput(SearchSpace space) {
        for (Candidate candidate : candidates(space, 3)) {
            double ram = StaticCosts.of(candidate.graph(), Fusion.NONE).get(Metric.RAM).value();
            assertTrue(ram <= 1.1 * GraphCost.of(candidate.graph()).peakActivationBytes() + 64, space.name() + " " + ram);
            assertTrue(ram >= candidate.graph().inputs().get(0).value().type().bytes(), space.name() + " " + ram);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void whatIsProposedMeetsTheLimitsWhereNetworksDo(SearchSpace space) {
        for (Metric metric : List.of(Metric.RAM, Metric.FLASH)) {
            Limit limit = limit(space, metric);
            LimitScreen screen = new LimitScreen(space, FUSION, List.of(limit));
            int within = within(space, limit, new RandomSearch(space, 3, screen));
            assertTrue(within >= MOST, space.name() + " " + limit + ": " + within);
            assertTrue(within(space, limit, new RandomSearch(space, 3)) < within, space.name() + " " + limit);
            int evolved = within(space, limit,
                new RegularisedEvolution(space, 3, new RegularisedEvolution.Settings(4, 8, 3), screen));
            assertTrue(evolved >= MOST, space.name() + " " + limit + ": " + evolved);
        }
    }

    private static int within(SearchSpace space, Limit limit, Strategy strategy) {
        AskTell session = new AskTell(strategy, 1);
        int within = 0;
        for (int trial = 0; trial < DRAWN; trial++) {
            Genotype genotype = session.ask().orElseThrow().genotype();
            within += limit.verdict(StaticCosts.of(space.lower(genotype, 0), FUSION).get(limit.metric())).met() ? 1 : 0;
            session.tell(trial, new Outcome.Untrained());
        }
        return within;
    }

    /** Nobody passes: what comes nearest is proposed, and every network of the space in the end. */
    @Test
    void anImpossibleLimitEndsNoSearch() {
        SearchSpace space = SampleSpaces.tiny();
        LimitScreen screen = new LimitScreen(space, FUSION, List.of(Limit.parse("ram <= 1 B")));
        int all = space.size().intValueExact();
        AskTell session = new AskTell(new RandomSearch(space, 1, screen), 1);
        List<Double> violations = new ArrayList<>();
        for (int trial = 0; trial < all; trial++) {
            violations.add(screen.violation(session.ask().orElseThrow().genotype()));
            session.tell(trial, new Outcome.Failed());
        }
        assertEquals(Optional.empty(), session.ask());
        double mean = violations.stream().mapToDouble(violation -> violation).average().orElseThrow();
        assertTrue(violations.subList(0, 10).stream().allMatch(violation -> violation < mean), violations.toString());
    }

    @Test
    void onlyLimitsThatNeedNoMeasurementAreLookedAt() {
        SearchSpace space = SampleSpaces.tiny();
        Genotype any = space.sample(new SplittableRandom(1));
        assertEquals(0, new LimitScreen(space, FUSION, List.of(Limit.parse("latency <= 1 ns"))).violation(any));
        assertTrue(new LimitScreen(space, FUSION, List.of(Limit.parse("latency <= 1 ns"), Limit.parse("macs <= 1"))).violation(any) > 0);
        assertTrue(new LimitScreen(space, FUSION, List.of(Limit.parse("flash >= 1 MB"))).violation(any) > 0);
        assertEquals(0, Screen.NONE.violation(any));
    }

    /** Without a fusion no memory can be planned. */
    @Test
    void memoryIsPlannedOnlyForLimitsOnIt() {
        SearchSpace space = SampleSpaces.tiny();
        Genotype any = space.sample(new SplittableRandom(1));
        for (String limit : List.of("macs <= 1", "params <= 1", "flash <= 1 B")) {
            assertTrue(new LimitScreen(space, null, List.of(Limit.parse(limit))).violation(any) > 0, limit);
        }
        assertThrows(NullPointerException.class, () -> new LimitScreen(space, null, List.of(Limit.parse("ram <= 1 B"))).violation(any));
        LimitScreen screen = new LimitScreen(space, FUSION, List.of(Limit.parse("macs <= 1")));
        Candidate candidate = new Candidate(0, any, space.lower(any, 0), space.precision(any));
        assertFalse(screen.passes(candidate));
        assertEquals(StaticCosts.of(candidate.graph(), FUSION), screen.metrics(candidate), "a footprint is whole all the same");
    }

    @Test
    void whoMissesALimitIsNotMeasuredAndHasItsFootprint() {
        SearchSpace space = SampleSpaces.tiny();
        Limit limit = limit(space, Metric.RAM);
        LimitScreen screen = new LimitScreen(space, FUSION, List.of(limit));
        List<Candidate> candidates = candidates(space, DRAWN);
        List<Candidate> measured = new ArrayList<>();
        int[] steps = new int[1];
        FootprintCosts costs = new FootprintCosts(new ScreenedCosts((asked, progress) -> {
            measured.addAll(asked);
            return asked.stream().<CostOutcome>map(candidate -> {
                progress.run();
                return candidate == asked.get(0) ? new CostOutcome.Unknown("crashed")
                    : new CostOutcome.Known(Map.of(Metric.LATENCY, new Estimate(2, 1, 3, Estimate.Kind.MEASURED)), true);
            }).toList();
        }, screen), screen);
        List<CostOutcome> outcomes = costs.costs(candidates, () -> steps[0]++);
        assertEquals(DRAWN, steps[0]);
        assertTrue(measured.size() > 1 && measured.size() < DRAWN, measured.size() + " measured");
        assertEquals(new CostOutcome.Unknown("crashed"), outcomes.get(candidates.indexOf(measured.get(0))));
        for (int i = 0; i < DRAWN; i++) {
            if (outcomes.get(i) instanceof CostOutcome.Known known) {
                boolean met = limit.verdict(known.metrics().get(Metric.RAM)).met();
                assertEquals(met, known.metrics().containsKey(Metric.LATENCY));
                assertEquals(met, known.reused());
                assertEquals(!met, known.predicted(), "an estimate of RAM beside a measured latency is no prediction");
                assertEquals(StaticCosts.of(candidates.get(i).graph(), FUSION).get(Metric.FLASH), known.metrics().get(Metric.FLASH));
            }
        }
        long lost = outcomes.stream().filter(CostOutcome.Unknown.class::isInstance).count();
        assertEquals(1, lost, "each of the others has its costs");
    }
}
