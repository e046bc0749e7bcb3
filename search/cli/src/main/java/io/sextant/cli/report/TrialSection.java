package io.sextant.cli.report;

import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;

/** A row for every candidate, which the script lets sort and filter. */
final class TrialSection {
    /** On paper; a run of thousands would take a ream. */
    static final int PRINTED = 200;
    private static final int LONGEST_DETAIL = 300;

    private final ReportData data;
    private final Trials trials;

    private TrialSection(ReportData data) {
        this.data = data;
        this.trials = data.trials();
    }

    static Section of(ReportData data) {
        return new Section("trials", "All trials", "All " + data.trials().all().size() + " trials", new TrialSection(data).body());
    }

    private Markup body() {
        Markup html = new Markup().include(Section.facts("short", data.run().counts()));
        if (trials.all().isEmpty()) {
            return html.element("p", "No candidate was tried.");
        }
        html.include(filter()).include(Section.scrolling("All trials", table()));
        if (trials.all().size() > PRINTED) {
            html.element("p", "Printed are the first " + PRINTED + " rows; the page on a screen has all.", "class", "paper");
        }
        return html;
    }

    /** Hidden until the script that serves it is there. */
    private Markup filter() {
        Markup html = new Markup().open("form", "id", "filter", "class", "filter", "hidden", "hidden").open("label").text("outcome ");
        html.open("select", "id", "filter-outcome").element("option", "all", "value", "");
        for (Outcome outcome : Outcome.values()) {
            long count = trials.all().stream().filter(trial -> trial.outcome() == outcome).count();
            if (count > 0) {
                html.element("option", outcome.text() + " (" + count + ")", "value", outcome.text());
            }
        }
        html.close().close().open("label").text("contains ").empty("input", "type", "search", "id", "filter-text");
        html.close().element("button", "Show all", "type", "reset");
        return html.element("output", "", "id", "filter-count", "for", "filter-outcome filter-text").close();
    }

    private Markup table() {
        String kind = trials.kind().map(each -> ", " + each).orElse("");
        Markup html = new Markup().open("table", "id", "trial-table", "class", "sortable");
        html.include(Cells.head("trial", "network", trials.axis() + kind, "re-measured", "accuracy %", "outcome", "why")).open("tbody");
        trials.all().forEach(trial -> html.include(row(trial)));
        return html.close().close();
    }

    private Markup row(Trial trial) {
        Markup html = new Markup();
        if (trial.number() == data.winningTrial()) {
            html.open("tr", "id", "t" + trial.number(), "class", "won");
        } else {
            html.open("tr", "id", "t" + trial.number());
        }
        html.element("th", String.valueOf(trial.number()), "scope", "row").element("td", trial.description());
        html.include(Cells.amount(trial.cost())).include(Cells.amount(trial.remeasured())).include(Cells.accuracy(trial));
        html.open("td").text(trial.outcome().text());
        if (trial.number() == data.winningTrial()) {
            html.text(", ").element("span", "winner", "class", "badge");
        }
        return html.close().element("td", Section.clipped(trial.fate().detail(), LONGEST_DETAIL)).close();
    }
}
