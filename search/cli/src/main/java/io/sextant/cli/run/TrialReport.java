package io.sextant.cli.run;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.Trials;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.limit.Relation;
import io.sextant.search.limit.Verdict;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trials of a run in the report's words. */
final class TrialReport {
    private final Run run;
    private final SearchResult result;
    private final Metric traded;
    private final Set<Integer> front;

    TrialReport(Run run, SearchResult result) {
        this.run = run;
        this.result = result;
        this.traded = result.summary().frontMetrics().get(0);
        this.front = result.summary().front().points().stream().map(point -> point.item().number()).collect(Collectors.toSet());
    }

    Trials trials() {
        OptionalDouble limit = result.summary().limits().all().stream()
            .filter(each -> each.metric() == traded && each.relation() == Relation.AT_MOST)
            .mapToDouble(each -> each.bound().inBase() / traded.display().base()).min();
        return new Trials(traded.text(), traded.display().symbol(), limit, run.settings().trials().window(),
            result.summary().trials().stream().map(this::trial).toList());
    }

    static Amount amount(Metric metric, Estimate estimate) {
        double unit = metric.display().base();
        return new Amount(estimate.value() / unit, estimate.lo() / unit, estimate.hi() / unit, metric.display().symbol(),
            RunReport.word(estimate.kind()));
    }

    private Trials.Trial trial(Trial trial) {
        OptionalDouble accuracy = trial.score().map(score -> OptionalDouble.of(score.accuracy())).orElse(OptionalDouble.empty());
        Optional<Estimate> again = Optional.ofNullable(trial.remeasured().get(traded))
            .filter(estimate -> estimate.kind() == Estimate.Kind.MEASURED);
        return new Trials.Trial(trial.number(), run.space().describe(trial.proposal().genotype()),
            Optional.ofNullable(trial.metrics().get(traded)).filter(estimate -> !trial.isDuplicate()).map(estimate -> amount(traded, estimate)),
            again.map(estimate -> amount(traded, estimate)), accuracy, fate(trial));
    }

    private Fate fate(Trial trial) {
        if (trial.standing() instanceof Standing.Failed failed) {
            return new Fate(Outcome.FAILED, failed.reason(), OptionalDouble.empty(), detail(trial, failed.reason()));
        }
        if (trial.standing() instanceof Standing.Infeasible infeasible) {
            Verdict binding = infeasible.binding();
            OptionalDouble excess = Double.isFinite(binding.violation()) ? OptionalDouble.of(binding.violation()) : OptionalDouble.empty();
            return new Fate(infeasible.remeasured() ? Outcome.REMEASURED_OVER : Outcome.OVER_LIMIT, binding.limit().toString(), excess,
                detail(trial, infeasible.reason()));
        }
        if (trial.standing() instanceof Standing.Duplicate duplicate) {
            return Fate.of(Outcome.DUPLICATE, duplicate.reason());
        }
        Standing.Feasible feasible = (Standing.Feasible) trial.standing();
        if (trial.score().isEmpty()) {
            String why = feasible.untrained().orElse("");
            return new Fate(Outcome.NOT_TRAINED, why, OptionalDouble.empty(), why);
        }
        return front.contains(trial.number()) ? Fate.of(Outcome.FRONT, detail(trial, ""))
            : Fate.of(Outcome.DOMINATED, detail(trial, dominator(trial)));
    }

    private static String detail(Trial trial, String reason) {
        return Stream.concat(trial.score().stream().map(score -> "trained for " + score.epochs() + " epochs"), Stream.of(reason))
            .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    /** The cheapest on the front that is better in something and worse in nothing. */
    private String dominator(Trial trial) {
        double accuracy = trial.score().orElseThrow().accuracy();
        List<Metric> costs = result.summary().frontMetrics();
        return result.summary().front().points().stream().filter(point -> point.accuracy() >= accuracy
            && costs.stream().allMatch(metric -> cost(point.item(), metric) <= cost(trial, metric))).findFirst()
            .map(this::better).orElse("");
    }

    private String better(ParetoFront.Point<Trial> point) {
        return "trial " + point.item().number() + " is better: " + amount(traded, point.item().metrics().get(traded)).valueText() + ", "
            + Numbers.percent(point.accuracy());
    }

    private static double cost(Trial trial, Metric metric) {
        return trial.metrics().get(metric).value();
    }
}
