package io.sextant.cli.run;

import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.Finalist;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Estimate.Kind;
import io.sextant.search.screening.StaticCosts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a search as lines for a person. */
public final class ResultText {
    private static final String LINE = "%-10s %s%n";

    private ResultText() {
    }

    /** Verdict, limits, winner or nearest point, where costs come from, machine, counts and files. */
    public static String of(Run run, SearchResult result, RunEvidence evidence) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(LINE, "verdict", sentence(result)));
        for (Limit limit : result.summary().limits().all()) {
            text.append(String.format(LINE, "limit", limit + (result.summary().derived() ? "  (" + origin(result) + ")" : "")));
        }
        if (result instanceof SearchResult.Feasible feasible) {
            winner(text, run, feasible);
            evidence.ranking().ifPresent(ranking -> text.append(String.format(LINE, "backend", ranking.words())));
            evidence.integers().ifPresent(integers -> integers(text, integers));
        } else {
            ((SearchResult.Infeasible) result).nearest().ifPresent(nearest -> {
                text.append(String.format(LINE, "nearest", "trial " + nearest.trial().number() + ": "
                    + run.space().describe(nearest.trial().proposal().genotype())));
                metrics(text, nearest.metrics());
                text.append(String.format(LINE, "binding", nearest.binding()));
            });
        }
        memory(text, result);
        evidence.costWords().ifPresent(words -> text.append(String.format(LINE, "costs", words)));
        text.append(String.format(LINE, "machine", run.bench().noiseWords()));
        text.append(String.format(LINE, "counts", counts(result)));
        recalled(text, result.summary().counts().recalled());
        text.append(String.format(LINE, "files", run.folder() + "/: " + networks(result, evidence) + "report.html, front.csv, run.json"));
        return text.toString().stripTrailing();
    }

    private static String networks(SearchResult result, RunEvidence evidence) {
        return result instanceof SearchResult.Feasible feasible ? WinnerFiles.of(feasible, evidence).stream()
            .map(entry -> entry.name() + ", ").collect(Collectors.joining()) : "";
    }

    /** What the numbers stand for, where a limit rests on them. */
    private static void memory(StringBuilder text, SearchResult result) {
        List<Metric> limited = result.summary().limits().all().stream().map(Limit::metric).toList();
        if (limited.contains(Metric.RAM)) {
            text.append(String.format(LINE, "estimates", "ram: " + StaticCosts.RAM));
        }
        if (limited.contains(Metric.FLASH)) {
            text.append(String.format(LINE, "estimates", "flash: " + StaticCosts.FLASH));
        }
    }

    static String sentence(SearchResult result) {
        return result instanceof SearchResult.Feasible ? "feasible: " + reason(result) : "infeasible: " + reason(result);
    }

    static String reason(SearchResult result) {
        if (!(result instanceof SearchResult.Feasible feasible)) {
            return "no network that was tried meets every limit";
        }
        Map<Metric, Estimate> metrics = feasible.winner().metrics();
        List<Metric> limited = result.summary().limits().all().stream().map(Limit::metric).distinct().toList();
        String measured = names(limited, metrics, kind -> kind == Kind.MEASURED);
        String others = Stream.of(said(names(limited, metrics, kind -> kind == Kind.COUNTED), "counted"),
            said(names(limited, metrics, kind -> kind == Kind.ESTIMATED || kind == Kind.SUMMED), "estimated"))
            .flatMap(Optional::stream).collect(Collectors.joining(", "));
        if (measured.isEmpty()) {
            return "the winner meets every limit: " + others;
        }
        return "the winner's measured upper bound meets every limit" + (others.isEmpty() ? "" : " on " + measured + "; " + others);
    }

    /** Those of the limited metrics that are known in such a way: {@code ram and flash}. */
    private static String names(List<Metric> limited, Map<Metric, Estimate> metrics, Predicate<Kind> kind) {
        return limited.stream().filter(metric -> kind.test(metrics.get(metric).kind())).map(Metric::text)
            .collect(Collectors.joining(" and "));
    }

    private static Optional<String> said(String names, String how) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names + " as " + how);
    }

    static String origin(SearchResult result) {
        return "derived: the 40th percentile of the first random candidates";
    }

    private static String counts(SearchResult result) {
        Counts counts = result.summary().counts();
        String duplicates = counts.duplicates() == 0 ? "" : counts.duplicates() + " the same network as an earlier one, ";
        return String.format(Locale.ROOT, "%d proposed, %s%d predicted, %d measured, %d from the store, %d trained, %.0f s",
            counts.proposed(), duplicates, counts.predicted(), counts.measured(), counts.stored(), counts.trained(),
            result.summary().duration().toMillis() / 1e3);
    }

    private static void recalled(StringBuilder text, Counts.Recalled recalled) {
        if (!recalled.equals(Counts.Recalled.NOTHING)) {
            text.append(String.format(LINE, "resumed", String.format(Locale.ROOT, "from the journal: %d networks' costs, %d finalists, %d"
                + " trainings", recalled.costs(), recalled.finalists(), recalled.trainings())));
        }
    }

    private static void winner(StringBuilder text, Run run, SearchResult.Feasible feasible) {
        Finalist winner = feasible.winner();
        text.append(String.format(LINE, "winner", "trial " + winner.trial().number() + ": "
            + run.space().describe(winner.trial().proposal().genotype())));
        metrics(text, winner.metrics());
        text.append(String.format(LINE, "accuracy", accuracy(winner)));
        text.append(String.format(LINE, "baseline", feasible.winnerIsBaseline() ? "the winner has the most parameters within the limits"
            : accuracy(feasible.baseline()) + "; most parameters within the limits"));
    }

    private static void integers(StringBuilder text, IntegerWinner winner) {
        if (winner.decided() && winner.qdq().isPresent()) {
            text.append(String.format(LINE, "model", WinnerFiles.MODEL + " is the network as it was measured, on integers where the space"
                + " decided so; " + WinnerFiles.REAL + " has its weights in f32"));
        }
        winner.forms().forEach(form -> text.append(String.format(LINE, "int8", String.format(Locale.ROOT, "%.2f %% (f32 %.2f %%) on fresh"
                + " samples, %.2f %% (f32 %.2f %%) on the standard test, %s: %s", 100 * form.outcome().integers().fresh(),
            100 * form.outcome().real().fresh(), 100 * form.outcome().integers().standard(), 100 * form.outcome().real().standard(),
            form.outcome().method(), form.file()))));
    }

    private static String accuracy(Finalist finalist) {
        return String.format(Locale.ROOT, "%.2f %% +- %.2f on fresh samples, %.2f %% +- %.2f on the standard test, %d seeds, %d epochs",
            100 * finalist.freshAccuracy().mean(), 100 * finalist.freshAccuracy().standardError(),
            100 * finalist.standardAccuracy().mean(), 100 * finalist.standardAccuracy().standardError(), finalist.seeds().size(),
            finalist.epochs());
    }

    private static void metrics(StringBuilder text, Map<Metric, Estimate> metrics) {
        new TreeMap<>(metrics).forEach((metric, estimate) -> text.append(String.format(LINE, metric.text(), shown(metric, estimate))));
    }

    /** {@code 48.3 us  [47.9 us, 48.9 us] measured} or {@code 12.5 KiB estimated}; an exact count is a number alone. */
    static String shown(Metric metric, Estimate estimate) {
        Unit unit = metric.display();
        if (estimate.lo() == estimate.hi()) {
            return metric.dimension() == Unit.Dimension.COUNT ? String.format(Locale.ROOT, "%,.0f", estimate.value())
                : new Quantity(estimate.value() / unit.base(), unit) + " " + estimate.kind().name().toLowerCase(Locale.ROOT);
        }
        return new Quantity(estimate.value() / unit.base(), unit) + "  [" + new Quantity(estimate.lo() / unit.base(), unit) + ", "
            + new Quantity(estimate.hi() / unit.base(), unit) + "] " + estimate.kind().name().toLowerCase(Locale.ROOT);
    }
}
