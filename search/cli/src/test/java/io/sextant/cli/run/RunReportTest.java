package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.bench.Ranking;
import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Arena;
import io.sextant.cli.report.data.CostModel;
import io.sextant.cli.report.data.Evidence;
import io.sextant.cli.report.data.Fact;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Layers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Winner;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.Target;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import io.sextant.search.screening.StaticCosts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static ReportData data(SearchResult result) {
        return new RunReport(SampleRun.run(Path.of("runs/one")), result, RunEvidence.NONE).data();
    }

    @Test
    void everyTrialHasItsOutcome() {
        List<Trials.Trial> trials = data(SampleRun.feasible()).trials().all();
        assertEquals(List.of(Outcome.FRONT, Outcome.REMEASURED_OVER, Outcome.FAILED, Outcome.NOT_TRAINED),
            trials.stream().map(Trials.Trial::outcome).toList());
        assertEquals(OptionalDouble.of(0.9), trials.get(0).accuracy());
        assertEquals("trained for 30 epochs", trials.get(0).fate().detail());
        assertEquals(new Fate(Outcome.FAILED, "killed by signal 4", OptionalDouble.empty(), "killed by signal 4"), trials.get(2).fate());
        assertEquals(Optional.empty(), trials.get(2).cost());
        assertEquals("the time was up", trials.get(3).fate().detail());
    }

    @Test
    void aTrialThatWasMeasuredAgainAndIsOverSaysByHowMuch() {
        Fate fate = data(SampleRun.infeasible()).trials().all().get(0).fate();
        assertEquals("latency <= 60 us", fate.cause());
        assertEquals(0.212, fate.excess().orElseThrow(), 1e-9);
        assertEquals("re-measured: latency <= 60 us not met: upper bound 72.72 us, 21.2 % over", fate.detail());
        assertEquals(Outcome.REMEASURED_OVER, fate.outcome());
    }

    @Test
    void aDominatedTrialNamesABetterOne() {
        SearchResult.Feasible feasible = SampleRun.feasible();
        Trial worse = SampleRun.trial(4, 58, new Standing.Feasible(Optional.empty()), new Trial.Score(30, 6, 0.85));
        SearchResult.Summary summary = feasible.summary();
        SearchResult.Summary more = new SearchResult.Summary(summary.limits(), false, List.of(summary.trials().get(0), worse),
            summary.front(), summary.frontMetrics(), summary.counts(), summary.duration());
        Fate fate = data(new SearchResult.Feasible(more, feasible.winner(), feasible.baseline())).trials().all().get(1).fate();
        assertEquals(Fate.of(Outcome.DOMINATED, "trained for 30 epochs; trial 0 is better: 48 us, 90.0 %"), fate);
    }

    /** Its numbers are those of another trial: a chart shows them once. */
    @Test
    void aDuplicateNamesTheTrialThatItRepeats() {
        SearchResult.Feasible feasible = SampleRun.feasible();
        Trial same = SampleRun.trial(4, 48, new Standing.Duplicate(0));
        SearchResult.Summary summary = feasible.summary();
        SearchResult.Summary more = new SearchResult.Summary(summary.limits(), false, List.of(summary.trials().get(0), same),
            summary.front(), summary.frontMetrics(), summary.counts(), summary.duration());
        Trials.Trial trial = data(new SearchResult.Feasible(more, feasible.winner(), feasible.baseline())).trials().all().get(1);
        assertEquals(Fate.of(Outcome.DUPLICATE, "the same network as trial 0"), trial.fate());
        assertEquals(Optional.empty(), trial.cost());
    }

    @Test
    void finalistsCarryBothNumbers() {
        List<Trials.Trial> trials = data(SampleRun.feasible()).trials().all();
        assertEquals(Optional.of(new Amount(48, 47.52, 48.48, "us", "measured")), trials.get(0).remeasured());
        assertEquals(Optional.empty(), trials.get(2).remeasured());
        assertTrue(trials.get(3).isCompared(), "the baseline was measured again too");
    }

    @Test
    void theWinnerStandsBesideTheBaselineInTheUnitOfTheReport() {
        ReportData data = data(SampleRun.feasible());
        Winner winner = data.winner().orElseThrow();
        assertEquals(new Amount(48, 47.52, 48.48, "us", "measured"), winner.metrics().get(0).amount());
        assertEquals(0.9, winner.accuracy().mean(), 1e-12);
        assertEquals(0.86, winner.accuracy().baseline().orElseThrow().accuracy(), 1e-12);
        assertEquals(OptionalDouble.of(60), data.trials().limit());
        assertEquals(16, data.trials().batch());
        assertEquals(new ReportData.Verdict.Limit("latency <= 60 us", "given", "48 us  [47.52 us, 48.48 us] measured", true),
            data.verdict().limits().get(0));
        assertEquals(List.of(new Fact("proposed", "4"), new Fact("the same as an earlier one", "0"), new Fact("predicted", "0"),
            new Fact("measured", "2"), new Fact("from the store", "1"), new Fact("trained", "2")), data.run().counts());
        assertTrue(data.run().settings().contains(new Fact("seeds of the final trainings", "11, 12, 13")), data.run().settings()::toString);
        assertTrue(data.device().quiet());
        assertEquals(Evidence.NONE, data.evidence());
    }

    @Test
    void anInfeasibleRunSaysWhatIsNearest() {
        ReportData data = data(SampleRun.infeasible());
        assertEquals(Optional.empty(), data.winner());
        assertEquals("no network that was tried meets every limit; nearest is trial 1: latency <= 60 us not met: upper bound"
            + " 72.72 us, 21.2 % over", data.verdict().sentence());
        assertEquals(false, data.verdict().limits().get(0).met());
        assertEquals(List.of("front.csv", "run.json", "trials.jsonl"), data.run().files().stream().map(Fact::name).toList());
    }

    @Test
    void layersAndCostModelAreShownAsTheyAre() {
        Measurement total = new Measurement(new MeasurementKey("p", "onnxruntime", "cpu", 1, Clock.THREAD_CPU, "protocol"),
            Map.of(Clock.THREAD_CPU, new Interval(48_000, 47_000, 49_000)), 0, List.of(), Instant.EPOCH);
        PlacedKernel kernel = Kernels.of(SampleRun.SPACE.lower(SampleRun.feasible().winner().trial().proposal().genotype(), 1),
            Fusion.NONE).get(0);
        LayerProfile profile = new LayerProfile(total, List.of(new LayerTime("/stem", "FusedConv", Optional.of(kernel), 36_000, 0.75),
            new LayerTime("/out", "Reorder", Optional.empty(), 12_000, 0.25)), "rescaled");
        Lut lut = new Lut("cpu", List.of(new Correction(new Target("onnxruntime", "cpu", 1, Clock.THREAD_CPU), 2_000, 1.05, 24, 0.021,
            Instant.EPOCH)), List.of());
        ReportData data = new RunReport(SampleRun.run(Path.of("runs/one")), SampleRun.feasible(),
            new RunEvidence(Optional.of(Ranking.alone(profile)), Optional.empty(), Optional.of(lut), 7, Optional.empty())).data();
        Layers layers = data.evidence().layers().orElseThrow();
        assertEquals(new Amount(48, 47, 49, "us", "measured"), layers.total());
        assertEquals(List.of(new Layers.Layer("/stem", "FusedConv", kernel.kernel().label(), 36, 0.75),
            new Layers.Layer("/out", "Reorder", "", 12, 0.25)), layers.all());
        CostModel model = data.evidence().costModel().orElseThrow();
        assertEquals("a lookup table of 0 kernels, measured on this device", model.summary());
        assertTrue(model.facts().containsAll(List.of(new Fact("from earlier runs", "7"),
            new Fact("prediction", "2 us + 1.050 x the sum of the kernels"), new Fact("learned from", "24 whole networks"),
            new Fact("error", "2.1 % root mean square, each network predicted by the others"))), model.facts().toString());
    }

    @Test
    void theArenaOfTheWinnerIsShownWithItsBound() {
        Graph winner = SampleRun.feasible().winner().trained();
        ArenaPlan plan = MemoryPlan.of(winner, Fusion.NONE).arena();
        ReportData data = new RunReport(SampleRun.run(Path.of("runs/one")), SampleRun.feasible(),
            new RunEvidence(Optional.empty(), Optional.of(plan), Optional.empty(), 0, Optional.empty())).data();
        Arena arena = data.evidence().arena().orElseThrow();
        assertEquals(plan.peakBytes(), arena.peakBytes());
        assertEquals(plan.lowerBound(), arena.lowerBound());
        assertTrue(arena.picture().startsWith("<svg") && !arena.picture().contains("http"), arena.picture());
        assertEquals(List.of(new Fact("RAM", StaticCosts.RAM), new Fact("flash", StaticCosts.FLASH)), arena.definitions());
    }
}
