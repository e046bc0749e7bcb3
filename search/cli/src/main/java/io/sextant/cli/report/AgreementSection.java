package io.sextant.cli.report;

import io.sextant.cli.report.chart.AgreementChart;
import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the search was told of the finalists' costs against what was measured then. */
final class AgreementSection {
    private final Trials trials;
    private final int winner;
    private final List<Trial> compared;
    private final String searched;

    private AgreementSection(ReportData data) {
        this.trials = data.trials();
        this.winner = data.winningTrial();
        this.compared = trials.compared().stream().sorted(Comparator.comparing((Trial trial) -> trial.number() != winner)
            .thenComparingInt(Trial::number)).toList();
        this.searched = trials.searchedByMeasuring() ? "first measured" : "predicted";
    }

    static Section of(ReportData data) {
        AgreementSection section = new AgreementSection(data);
        String heading = data.trials().searchedByMeasuring() ? "First measured against re-measured" : "Predicted against measured";
        return new Section("agreement", heading, section.compared.isEmpty() ? section.nothing() : section.body());
    }

    private Markup nothing() {
        return new Markup().element("p", "No candidate has both a number that the search went by and a later measurement of its own,"
            + " so there is nothing to compare.");
    }

    private Markup body() {
        Markup html = new Markup().open("div", "class", "beside").open("figure").include(AgreementChart.draw(trials, winner, searched));
        html.open("figcaption").element("p", "On the line both are the same; the bands are ±5 % and ±10 % of the measured "
            + trials.metric() + ". Bars are 95 % intervals.").close().close();
        return html.open("div").include(shares()).include(table()).close().close();
    }

    private Markup shares() {
        double[] errors = compared.stream().mapToDouble(trial -> trial.ratio() - 1).sorted().toArray();
        double middle = (errors[(errors.length - 1) / 2] + errors[errors.length / 2]) / 2;
        Markup html = new Markup().open("dl", "class", "short");
        html.open("div").element("dt", "within ±5 %").element("dd", within(0.05)).close();
        html.open("div").element("dt", "within ±10 %").element("dd", within(0.10)).close();
        html.open("div").element("dt", "median error").element("dd", signed(middle)).close();
        return html.close();
    }

    private String within(double share) {
        long count = compared.stream().filter(trial -> trial.isWithin(share)).count();
        return count + " of " + compared.size() + " (" + Numbers.percent((double) count / compared.size()) + ")";
    }

    private Markup table() {
        Markup html = new Markup().open("table", "class", "sortable figures").element("caption", trials.axis() + "; ratio: " + searched
            + " to measured; limit: by the measured upper bound");
        html.include(Cells.head("trial", searched, "measured", "ratio", "limit")).open("tbody");
        for (Trial trial : compared) {
            html.open("tr", "class", trial.number() == winner ? "won" : "other").include(Cells.trial(trial, winner))
                .include(Cells.amount(trial.cost())).include(Cells.amount(trial.remeasured()))
                .element("td", String.format(Locale.ROOT, "%.3f", trial.ratio()))
                .element("td", held(trial.remeasured().orElseThrow())).close();
        }
        return Section.scrolling("Candidates that were measured again", html.close().close());
    }

    /** The upper bound decides, as for the winner. */
    private String held(Amount measured) {
        if (trials.limit().isEmpty()) {
            return Cells.NONE;
        }
        double excess = measured.hi() / trials.limit().getAsDouble() - 1;
        return excess <= 0 ? "held" : "over by " + Numbers.percent(excess);
    }

    private static String signed(double share) {
        return (share > 0 ? "+" : "") + Numbers.percent(share);
    }
}
