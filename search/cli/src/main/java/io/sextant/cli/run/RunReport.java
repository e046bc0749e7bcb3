package io.sextant.cli.run;

import io.sextant.cli.report.data.Arena;
import io.sextant.cli.report.data.Evidence;
import io.sextant.cli.report.data.Fact;
import io.sextant.cli.report.data.Layers;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Winner.Accuracy;
import io.sextant.cli.report.data.Winner.Baseline;
import io.sextant.cli.report.data.Winner;
import io.sextant.device.measure.NoiseReport;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.LifetimePicture;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Verdict;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.Finalist;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.port.Estimate;
import io.sextant.search.screening.StaticCosts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run and its result in the report's words. */
final class RunReport {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Run run;
    private final SearchResult result;
    private final RunEvidence evidence;

    RunReport(Run run, SearchResult result, RunEvidence evidence) {
        this.run = run;
        this.result = result;
        this.evidence = evidence;
    }

    ReportData data() {
        Optional<Layers> rows = evidence.layers().map(LayerReport::of);
        return new ReportData(description(), verdict(), winner(), new TrialReport(run, result).trials(),
            new Evidence(rows, evidence.arena().map(RunReport::arena), evidence.costModel()), device());
    }

    private static Arena arena(ArenaPlan plan) {
        return new Arena(plan.peakBytes(), plan.lowerBound(), plan.order().size(), LifetimePicture.inPage(plan),
            List.of(new Fact("RAM", StaticCosts.RAM), new Fact("flash", StaticCosts.FLASH)));
    }

    static String word(Estimate.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private ReportData.Run description() {
        Counts counts = result.summary().counts();
        List<Fact> facts = List.of(fact("proposed", counts.proposed()),
            fact("the same as an earlier one", counts.duplicates()), fact("predicted", counts.predicted()), fact("measured", counts.measured()), fact("from the store", counts.cached()), fact("trained", counts.trained()));
        return new ReportData.Run(run.id(), run.command(), STARTED.format(run.started()), result.summary().duration(), facts, settings(),
            files());
    }

    private List<Fact> settings() {
        SearchSettings settings = run.settings();
        List<Fact> facts = new ArrayList<>(List.of(new Fact("space", run.space().name() + ", " + String.format(Locale.ROOT, "%,d networks",
            run.space().size())), new Fact("strategy", run.strategy()),
            new Fact("candidates", "at most " + settings.trials().count() + ", " + settings.trials().window() + " at a time"),
            new Fact("time", "at most " + settings.budget().toSeconds() + " s"), new Fact("seed", String.valueOf(settings.seed()))));
        if (result instanceof SearchResult.Feasible feasible) {
            facts.add(new Fact("seeds of the final trainings", feasible.winner().seeds().stream().map(String::valueOf)
                .collect(Collectors.joining(", "))));
            facts.add(new Fact("epochs of the final trainings", String.valueOf(feasible.winner().epochs())));
        }
        return facts;
    }

    private List<Fact> files() {
        List<Fact> files = new ArrayList<>();
        if (result instanceof SearchResult.Feasible feasible) {
            WinnerFiles.of(feasible, evidence).forEach(entry -> files.add(new Fact(entry.name(), entry.words())));
        }
        files.addAll(List.of(new Fact("front.csv", "the Pareto front"), new Fact("run.json", "everything that a replay needs"),
            new Fact("trials.jsonl", "every trial as it was decided")));
        evidence.lut().ifPresent(lut -> files.add(new Fact(RunCosts.LUT, "what candidates were predicted with")));
        return files;
    }

    private ReportData.Verdict verdict() {
        String sentence = ResultText.reason(result);
        if (result instanceof SearchResult.Infeasible infeasible && infeasible.nearest().isPresent()) {
            sentence += "; nearest is trial " + infeasible.nearest().get().trial().number() + ": " + infeasible.nearest().get().binding();
        }
        Optional<Map<Metric, Estimate>> reached = reached();
        return new ReportData.Verdict(result instanceof SearchResult.Feasible, sentence,
            result.summary().limits().all().stream().map(limit -> limit(limit, reached)).toList());
    }

    private ReportData.Verdict.Limit limit(Limit limit, Optional<Map<Metric, Estimate>> reached) {
        Optional<Estimate> estimate = reached.map(metrics -> metrics.get(limit.metric()));
        Optional<Verdict> verdict = estimate.map(limit::verdict);
        String value = estimate.map(known -> ResultText.shown(limit.metric(), known)).orElse("");
        return new ReportData.Verdict.Limit(limit.toString(),
            result.summary().derived() ? ResultText.origin(result) : "given", value, verdict.map(Verdict::met).orElse(false));
    }

    private Optional<Map<Metric, Estimate>> reached() {
        if (result instanceof SearchResult.Feasible feasible) {
            return Optional.of(feasible.winner().metrics());
        }
        return ((SearchResult.Infeasible) result).nearest().map(SearchResult.Nearest::metrics);
    }

    private Optional<Winner> winner() {
        if (!(result instanceof SearchResult.Feasible feasible)) {
            return Optional.empty();
        }
        Finalist winner = feasible.winner();
        List<Winner.Metric> metrics = new TreeMap<>(winner.metrics()).entrySet().stream()
            .map(entry -> new Winner.Metric(entry.getKey().text(), TrialReport.amount(entry.getKey(), entry.getValue()))).toList();
        String rule = "most parameters within the limits" + (feasible.winnerIsBaseline() ? " (the winner itself)"
            : ": " + run.space().describe(feasible.baseline().trial().proposal().genotype()));
        Accuracy accuracy = new Accuracy(winner.freshAccuracy().mean(), winner.freshAccuracy().standardError(), winner.seeds().size(),
            OptionalDouble.of(winner.standardAccuracy().mean()),
            Optional.of(new Baseline(rule, feasible.baseline().freshAccuracy().mean())));
        return Optional.of(new Winner(winner.trial().number(), run.space().describe(winner.trial().proposal().genotype()), metrics,
            accuracy, evidence.integers().map(RunReport::forms).orElse(List.of())));
    }

    private static List<Winner.OnIntegers> forms(IntegerWinner winner) {
        return winner.forms().stream().map(form -> new Winner.OnIntegers(form.file(),
            new Winner.Pair(form.outcome().real().fresh(), form.outcome().integers().fresh()),
            new Winner.Pair(form.outcome().real().standard(), form.outcome().integers().standard()), form.outcome().method())).toList();
    }

    private ReportData.Device device() {
        DeviceProfile device = run.bench().device();
        List<Fact> facts = new ArrayList<>(List.of(new Fact("processor", device.processor().model().name()),
            new Fact("cores", String.valueOf(device.processor().cores())), new Fact("backend", run.bench().implementation().id()),
            new Fact("instruction sets", String.join(", ", device.processor().isa())),
            new Fact("peak, one core", device.ceilings().bestPeakGigaflops()
                .map(peak -> String.format(Locale.ROOT, "%.0f GFLOP/s", peak)).orElse("not measured")),
            new Fact("fingerprint", device.fingerprint())));
        evidence.ranking().ifPresent(ranking -> facts.add(3, new Fact("backend of the winner", ranking.words())));
        boolean quiet = run.bench().noiseReport().map(report -> report.verdict() == NoiseReport.Verdict.QUIET).orElse(false);
        return new ReportData.Device(device.id(), facts, run.bench().noiseWords(), quiet);
    }

    private static Fact fact(String name, int value) {
        return new Fact(name, String.valueOf(value));
    }
}
