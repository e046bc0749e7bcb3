package io.sextant.cli.report;

import io.sextant.cli.report.chart.Bar;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why each candidate but the winner is not the winner, counted by reason. */
final class RejectionSection {
    /** Messages of engines can all differ. */
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_CAUSE = 160;
    private static final int LONGEST_SEARCH = 60;

    private final ReportData data;
    private final List<Trial> rejected;

    private RejectionSection(ReportData data) {
        this.data = data;
        this.rejected = data.trials().all().stream().filter(trial -> trial.number() != data.winningTrial()).toList();
    }

    /** Why a candidate was rejected, in the words that are counted. */
    private record Reason(Outcome outcome, String cause) {
        static Reason of(Trial trial) {
            return new Reason(trial.outcome(), Section.clipped(trial.fate().cause(), LONGEST_CAUSE));
        }

        String text() {
            return (outcome == Outcome.FRONT ? "on the front, but not the winner" : outcome.text()) + (cause.isEmpty() ? "" : ": " + cause);
        }
    }

    static Section of(ReportData data) {
        return new Section("rejected", "Rejected", "Why the others were rejected", new RejectionSection(data).body());
    }

    private Markup body() {
        if (rejected.isEmpty()) {
            return new Markup().element("p", "There are no other candidates.");
        }
        Map<Reason, List<Trial>> reasons = rejected.stream()
            .collect(Collectors.groupingBy(Reason::of, LinkedHashMap::new, Collectors.toList()));
        List<Map.Entry<Reason, List<Trial>>> largest = reasons.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getValue().size())).limit(MOST_REASONS).toList();
        Markup html = new Markup().element("p", rejected.size() + " of " + data.trials().all().size() + " candidates did not win.");
        html.open("table", "class", "reasons").include(Cells.head("reason", "candidates", "by how much", "example")).open("tbody");
        int most = largest.get(0).getValue().size();
        largest.forEach(entry -> html.include(row(entry.getKey(), entry.getValue(), most)));
        html.close().close();
        if (reasons.size() > MOST_REASONS) {
            int shown = largest.stream().mapToInt(entry -> entry.getValue().size()).sum();
            html.element("p", "And " + (reasons.size() - MOST_REASONS) + " other reasons with " + (rejected.size() - shown)
                + " candidates; the table of all trials has each.");
        }
        return html;
    }

    private Markup row(Reason reason, List<Trial> trials, int most) {
        String search = reason.cause().substring(0, Math.min(LONGEST_SEARCH, reason.cause().replace("…", "").length()));
        Markup html = new Markup().open("tr").open("th", "scope", "row");
        html.open("a", "href", "#trials", "data-outcome", reason.outcome().text(), "data-text", search).text(reason.text()).close().close();
        String count = trials.size() + " (" + Numbers.percent((double) trials.size() / rejected.size()) + ")";
        html.open("td").text(count).include(Bar.of((double) trials.size() / most)).close();
        Trial example = trials.stream().min(Comparator.comparingDouble(trial -> trial.fate().excess().orElse(0))).orElseThrow();
        html.element("td", excess(trials)).open("td").text(excess(trials).isEmpty() ? "" : "nearest: ");
        return html.element("a", "trial " + example.number(), "href", "#t" + example.number()).close().close();
    }

    private static String excess(List<Trial> trials) {
        double[] shares = trials.stream().flatMapToDouble(trial -> trial.fate().excess().stream()).sorted().toArray();
        if (shares.length == 0) {
            return "";
        }
        if (shares.length == 1) {
            return Numbers.percent(shares[0]);
        }
        double middle = (shares[(shares.length - 1) / 2] + shares[shares.length / 2]) / 2;
        return Numbers.percent(shares[0]) + " to " + Numbers.percent(shares[shares.length - 1]) + ", median " + Numbers.percent(middle);
    }
}
