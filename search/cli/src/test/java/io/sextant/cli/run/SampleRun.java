package io.sextant.cli.run;

import io.sextant.device.measure.HostState;
import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.measure.NoiseReport;
import io.sextant.device.profile.Cache;
import io.sextant.device.profile.Ceilings;
import io.sextant.device.profile.DeviceKind;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.Processor;
import io.sextant.device.profile.ProcessorModel;
import io.sextant.device.run.Implementation;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Limits;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.Finalist;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.search.strategy.Proposal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A search of four trials by hand: a winner, one over the limit, one that failed, and one without training that has the most parameters. */
final class SampleRun {
    static final SearchSpace SPACE = Spaces.named("mnist1d");
    static final Limit LIMIT = Limit.parse("latency <= 60 us");
    static final List<Long> SEEDS = List.of(11L, 12L, 13L);

    private SampleRun() {
    }

    static Run run(Path folder) {
        SearchSettings settings = new SearchSettings(List.of(LIMIT), new SearchSettings.Trials(4, 16), Duration.ofSeconds(90), 7,
            TrainingPlan.STANDARD);
        Processor processor = new Processor(new ProcessorModel("Sample CPU", "Sample 1/2/3", "0x1"), new TreeSet<>(List.of("avx2", "fma")), 2,
            4, List.of(new Cache(1, Cache.Content.DATA, 32 << 10)));
        Ceilings ceilings = new Ceilings(new TreeMap<>(Map.of("avx2", 98.6)), new TreeMap<>(), Optional.empty(), Optional.empty());
        DeviceProfile device = new DeviceProfile("host", DeviceKind.CPU_HOST, processor, 1L << 30, ceilings);
        NoiseCheck.Outcome noise = new NoiseCheck.Outcome.Checked(new NoiseReport(0.001, 0.02, new HostState(0, 0, 0, 1, 0.1, 2)));
        return new Run(folder, List.of("search", "--limit", "latency <= 60 us"), Instant.parse("2026-01-31T12:00:00Z"), SPACE, "evolution",
            settings, new Run.Bench(device, new Implementation("onnxruntime", "1.2.3", "opt=all"), noise));
    }

    static SearchResult.Feasible feasible() {
        Trial best = remeasured(trial(0, 48, new Standing.Feasible(Optional.empty()), new Trial.Score(10, 5, 0.8),
            new Trial.Score(30, 6, 0.9)));
        Trial largest = remeasured(trial(3, 55, new Standing.Feasible(Optional.of("the time was up"))));
        return new SearchResult.Feasible(summary(best, over(1), failed(2), largest), finalist(best, 0.92), finalist(largest, 0.88));
    }

    static SearchResult.Infeasible infeasible() {
        Trial nearest = over(1);
        return new SearchResult.Infeasible(summary(nearest, failed(2)), Optional.of(
            new SearchResult.Nearest(nearest, nearest.metrics(), List.of(LIMIT.verdict(nearest.metrics().get(Metric.LATENCY))))));
    }

    /** The same under a limit on memory as well, which nobody measures. */
    static SearchResult.Feasible feasible(Limit further) {
        SearchResult.Feasible feasible = feasible();
        SearchResult.Summary summary = feasible.summary();
        return new SearchResult.Feasible(new SearchResult.Summary(new Limits(List.of(LIMIT, further)), false, summary.trials(),
            summary.front(), summary.frontMetrics(), summary.counts(), summary.duration()), feasible.winner(), feasible.baseline());
    }

    static Trial over(int number) {
        Map<Metric, Estimate> metrics = metrics(72);
        Standing standing = new Standing.Infeasible(LIMIT.verdict(metrics.get(Metric.LATENCY)), true);
        return new Trial(number, proposal(number), metrics, metrics, standing, List.of());
    }

    static Trial failed(int number) {
        return new Trial(number, proposal(number), Map.of(), Map.of(), new Standing.Failed("killed by signal 4"), List.of());
    }

    static Trial trial(int number, double micros, Standing standing, Trial.Score... scores) {
        return new Trial(number, proposal(number), metrics(micros), Map.of(), standing, List.of(scores));
    }

    private static Trial remeasured(Trial trial) {
        return new Trial(trial.number(), trial.proposal(), trial.metrics(), trial.metrics(), trial.standing(), trial.scores());
    }

    private static Proposal proposal(int number) {
        return new Proposal(SPACE.at(BigInteger.valueOf(1000L * number + 17)), number == 0 ? List.of() : List.of(0));
    }

    private static Map<Metric, Estimate> metrics(double micros) {
        return Map.of(Metric.LATENCY, new Estimate(1e3 * micros, 990 * micros, 1010 * micros, Estimate.Kind.MEASURED), Metric.PARAMS,
            Estimate.counted(12_345), Metric.MACS, Estimate.counted(678_901), Metric.RAM, Estimate.estimated(3072), Metric.FLASH,
            Estimate.estimated(4 * 12_345));
    }

    private static Finalist finalist(Trial trial, double accuracy) {
        var graph = SPACE.lower(trial.proposal().genotype(), 1);
        List<Finished> runs = SEEDS.stream().map(seed -> new Finished(graph, accuracy + 0.01 * (seed - 12), accuracy - 0.02 + 0.01 * (seed - 12),
            accuracy - 0.03, Duration.ofSeconds(9))).toList();
        return new Finalist(trial, trial.metrics(), 90, SEEDS, runs);
    }

    private static SearchResult.Summary summary(Trial... trials) {
        List<ParetoFront.Point<Trial>> points = List.of(trials).stream().filter(trial -> trial.feasible() && trial.score().isPresent())
            .map(trial -> new ParetoFront.Point<>(trial, trial.score().orElseThrow().accuracy(),
                List.of(trial.metrics().get(Metric.LATENCY).value()))).toList();
        return new SearchResult.Summary(new Limits(List.of(LIMIT)), false, List.of(trials), ParetoFront.of(points), List.of(Metric.LATENCY),
            new Counts(trials.length, 2, 0, 2, 1, 0, Counts.Recalled.NOTHING), Duration.ofMillis(83_400));
    }
}
