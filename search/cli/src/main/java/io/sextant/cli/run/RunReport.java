package io.sextant.cli.run;

import io.sextant.cli.report.ReportData;
import io.sextant.cli.report.ReportData.Accuracy;
import io.sextant.cli.report.ReportData.Amount;
import io.sextant.cli.report.ReportData.Baseline;
import io.sextant.cli.report.ReportData.Fact;
import io.sextant.device.measure.NoiseReport;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Verdict;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.Finalist;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run and its result in the report's words. */
final class RunReport {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Run run;
    private final SearchResult result;
    private final Metric traded;

    RunReport(Run run, SearchResult result) {
        this.run = run;
        this.result = result;
        this.traded = result.summary().frontMetrics().get(0);
    }

    ReportData data() {
        return new ReportData(description(), verdict(), winner(), trials(), device());
    }

    private ReportData.Run description() {
        Counts counts = result.summary().counts();
        List<Fact> facts = List.of(fact("proposed", counts.proposed()), fact("measured", counts.measured()),
            fact("from the store", counts.cached()), fact("trained", counts.trained()));
        return new ReportData.Run(run.id(), run.command(), STARTED.format(run.started()), result.summary().duration(), facts);
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

    private ReportData.Limit limit(Limit limit, Optional<Map<Metric, Estimate>> reached) {
        Optional<Verdict> verdict = reached.map(metrics -> limit.verdict(metrics.get(limit.metric())));
        String value = reached.map(metrics -> ResultText.shown(limit.metric(), metrics.get(limit.metric()))).orElse("");
        return new ReportData.Limit(limit.toString(), result.summary().derived() ? ResultText.origin(result) : "given", value,
            verdict.map(Verdict::met).orElse(false));
    }

    private Optional<Map<Metric, Estimate>> reached() {
        if (result instanceof SearchResult.Feasible feasible) {
            return Optional.of(feasible.winner().metrics());
        }
        return ((SearchResult.Infeasible) result).nearest().map(SearchResult.Nearest::metrics);
    }

    private Optional<ReportData.Winner> winner() {
        if (!(result instanceof SearchResult.Feasible feasible)) {
            return Optional.empty();
        }
        Finalist winner = feasible.winner();
        List<ReportData.Metric> metrics = new TreeMap<>(winner.metrics()).entrySet().stream()
            .map(entry -> new ReportData.Metric(entry.getKey().text(), amount(entry.getKey(), entry.getValue()))).toList();
        String rule = "most parameters within the limits" + (feasible.winnerIsBaseline() ? " (the winner itself)"
            : ": " + run.space().describe(feasible.baseline().trial().proposal().genotype()));
        Accuracy accuracy = new Accuracy(winner.freshAccuracy().mean(), winner.freshAccuracy().standardError(), winner.seeds().size(),
            OptionalDouble.of(winner.standardAccuracy().mean()),
            Optional.of(new Baseline(rule, feasible.baseline().freshAccuracy().mean())));
        List<Fact> files = List.of(new Fact("winner.onnx", "the network with its trained weights"), new Fact("front.csv", "the Pareto front"),
            new Fact("run.json", "everything that a replay needs"), new Fact("trials.jsonl", "every trial as it was decided"));
        return Optional.of(new ReportData.Winner(winner.trial().number(),
            run.space().describe(winner.trial().proposal().genotype()), metrics, accuracy, files));
    }

    private ReportData.Trials trials() {
        OptionalDouble limit = result.summary().limits().all().stream().filter(each -> each.metric() == traded)
            .mapToDouble(each -> each.bound().inBase() / traded.display().base()).min();
        Set<Integer> front = result.summary().front().points().stream().map(point -> point.item().number()).collect(Collectors.toSet());
        return new ReportData.Trials(traded.text(), traded.display().symbol(), limit,
            result.summary().trials().stream().map(trial -> trial(trial, front.contains(trial.number()))).toList());
    }

    private ReportData.Trial trial(Trial trial, boolean onFront) {
        Optional<Amount> cost = Optional.ofNullable(trial.metrics().get(traded)).map(estimate -> amount(traded, estimate));
        OptionalDouble accuracy = trial.score().map(score -> OptionalDouble.of(score.accuracy())).orElse(OptionalDouble.empty());
        return new ReportData.Trial(trial.number(), run.space().describe(trial.proposal().genotype()), cost, accuracy,
            outcome(trial, onFront), reason(trial));
    }

    private static ReportData.Outcome outcome(Trial trial, boolean onFront) {
        if (trial.standing() instanceof Standing.Failed) {
            return ReportData.Outcome.FAILED;
        }
        if (trial.standing() instanceof Standing.Infeasible) {
            return ReportData.Outcome.OVER_LIMIT;
        }
        if (trial.score().isEmpty()) {
            return ReportData.Outcome.NOT_TRAINED;
        }
        return onFront ? ReportData.Outcome.FRONT : ReportData.Outcome.DOMINATED;
    }

    private static String reason(Trial trial) {
        return trial.score().map(score -> "trained for " + score.epochs() + " epochs"
            + (trial.feasible() ? "" : "; " + trial.standing().reason())).orElse(trial.standing().reason());
    }

    private ReportData.Device device() {
        DeviceProfile device = run.bench().device();
        List<Fact> facts = List.of(new Fact("processor", device.processor().model().name()),
            new Fact("cores", String.valueOf(device.processor().cores())), new Fact("backend", run.bench().implementation().id()),
            new Fact("peak, one core", device.ceilings().bestPeakGigaflops()
                .map(peak -> String.format(Locale.ROOT, "%.0f GFLOP/s", peak)).orElse("not measured")),
            new Fact("fingerprint", device.fingerprint()));
        boolean quiet = run.bench().noiseReport().map(report -> report.verdict() == NoiseReport.Verdict.QUIET).orElse(false);
        return new ReportData.Device(device.id(), facts, run.bench().noiseWords(), quiet);
    }

    private static Amount amount(Metric metric, Estimate estimate) {
        double unit = metric.display().base();
        return new Amount(estimate.value() / unit, estimate.lo() / unit, estimate.hi() / unit, metric.display().symbol(),
            estimate.kind().name().toLowerCase(Locale.ROOT));
    }

    private static Fact fact(String name, int value) {
        return new Fact(name, String.valueOf(value));
    }
}
