package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import java.util.List;

/** A row for each candidate, with the reason why it went no further. */
final class TrialTable {
    private TrialTable() {
    }

    static Markup of(Trials trials, List<Trial> rows, int winner) {
        Markup html = new Markup().open("div", "class", "wide").open("table").open("thead").open("tr");
        html.element("th", "trial", "class", "number").element("th", "network").element("th", trials.metric(), "class", "number");
        html.element("th", "95 % interval").element("th", "accuracy", "class", "number").element("th", "outcome");
        html.close().close().open("tbody");
        rows.forEach(trial -> row(html, trial, trial.number() == winner));
        return html.close().close().close();
    }

    private static void row(Markup html, Trial trial, boolean won) {
        html.open("tr", "class", won ? "won" : "other");
        html.element("td", String.valueOf(trial.number()), "class", "number").element("td", trial.description(), "class", "code");
        html.element("td", trial.cost().map(Amounts::value).orElse("–"), "class", "number");
        html.element("td", trial.cost().filter(cost -> !cost.exact()).map(Amounts::interval).orElse(""), "class", "faint");
        html.element("td", trial.accuracy().isPresent() ? Scale.percent(trial.accuracy().getAsDouble()) : "–", "class", "number");
        String outcome = won ? "winner" : trial.outcome().text();
        html.element("td", trial.reason().isEmpty() ? outcome : outcome + ": " + trial.reason()).close();
    }
}
