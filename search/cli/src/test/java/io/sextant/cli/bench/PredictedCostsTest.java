package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.latency.LutPredictor;
import io.sextant.latency.LutRow;
import io.sextant.search.cost.CostTable;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.Spaces;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictedCostsTest {
    private static final int CANDIDATES = 40;

    @TempDir
    Path cache;

    private Fusion fusion(SearchSpace space) {
        return new OnnxRuntimeBackend(cache).fusion(space.lower(space.at(BigInteger.ZERO), 0));
    }

    private static List<Candidate> candidates(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> space.sample(random)).limit(CANDIDATES)
            .map(genotype -> new Candidate(0, genotype, space.lower(genotype, 0), space.precision(genotype))).toList();
    }

    private static Map<Metric, Estimate> known(CostOutcome outcome) {
        return ((CostOutcome.Known) outcome).metrics();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist1d", "mobilenetv3"})
    void areWhatTheLutPredictsForTheLoweredNetwork(String name) {
        SearchSpace space = Spaces.named(name);
        Fusion fusion = fusion(space);
        LutPredictor predictor = MadeUpLut.predictor(MadeUpLut.rows(space, fusion), MadeUpLut.CORRECTION);
        List<Candidate> candidates = candidates(space);
        AtomicInteger steps = new AtomicInteger();

        List<CostOutcome> costs = PredictedCosts.of(space, fusion, predictor).costs(candidates, steps::incrementAndGet);

        assertEquals(CANDIDATES, steps.get());
        for (int i = 0; i < CANDIDATES; i++) {
            Graph network = candidates.get(i).graph();
            Interval predicted = predictor.predict(network, fusion).latency();
            Estimate latency = known(costs.get(i)).get(Metric.LATENCY);
            assertEquals(predicted.median(), latency.value(), 1e-9 * predicted.median());
            assertEquals(predicted.lo(), latency.lo(), 1e-9 * predicted.median());
            assertEquals(predicted.hi(), latency.hi(), 1e-9 * predicted.median());
            assertEquals(Estimate.Kind.ESTIMATED, latency.kind());
            assertEquals(Estimate.counted(GraphCost.of(network).parameters()), known(costs.get(i)).get(Metric.PARAMS));
            assertEquals(Estimate.counted(GraphCost.of(network).macs()), known(costs.get(i)).get(Metric.MACS));
        }
        assertTrue(costs.stream().map(cost -> known(cost).get(Metric.LATENCY).value()).distinct().count() > CANDIDATES / 2);
    }

    @Test
    void areTabulatedForTheirSpaceAlone() {
        SearchSpace space = Spaces.named("mnist1d");
        Fusion fusion = fusion(space);
        PredictedCosts costs = PredictedCosts.of(space, fusion, MadeUpLut.predictor(MadeUpLut.rows(space, fusion), MadeUpLut.CORRECTION));

        CostTable table = costs.tabulate(Spaces.named("mnist1d")).orElseThrow();

        assertSame(table, costs.tabulate(space).orElseThrow());
        for (Candidate candidate : candidates(space)) {
            Genotype genotype = candidate.genotype();
            double latency = known(costs.costs(List.of(candidate), () -> { }).get(0)).get(Metric.LATENCY).value();
            assertEquals(latency, table.cost(Metric.LATENCY, genotype), 1e-9 * latency);
        }
        assertTrue(costs.tabulate(Spaces.named("mobilenetv3")).isEmpty());
    }

    @Test
    void aLutWithoutEveryKernelOfTheSpaceIsRefusedByTheKernelsName() {
        SearchSpace space = tiny();
        List<LutRow> rows = new ArrayList<>(MadeUpLut.rows(space, fusion(space)));
        LutRow taken = rows.remove(rows.size() - 1);

        String refusal = assertThrows(InvalidInput.class, () -> PredictedCosts.of(space, fusion(space),
            MadeUpLut.predictor(rows, MadeUpLut.CORRECTION))).getMessage();

        assertTrue(refusal.startsWith("made-up.csv: 1 kernel is not in this LUT") && refusal.contains(taken.key().kernel().substring(0, 12)),
            refusal);
    }

    @Test
    void aLutWithoutCorrectionDoesNotDo() {
        SearchSpace space = tiny();
        LutPredictor predictor = MadeUpLut.predictor(MadeUpLut.rows(space, fusion(space)));

        assertThrows(IllegalArgumentException.class, () -> PredictedCosts.of(space, fusion(space), predictor));
    }

    static SearchSpace tiny() {
        return SpaceFile.parse("""
            name: tiny
            input: f32[1x8x1]
            classes: 2
            block: fused
            stem: {width: 2, kernel: 3, stride: 1, activation: relu}
            stages:
              - {width: 2, stride: 2, activation: relu, depth: 1, kernel: [3, 5], expansion: [1, 2]}
            """, "tiny.yaml");
    }
}
