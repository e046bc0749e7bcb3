package io.sextant.cli.report;

import io.sextant.cli.report.chart.FrontChart;
import io.sextant.cli.report.chart.Glyph;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.Comparator;
import java.util.List;

/** Accuracy against cost, and the candidates that no other is better than in both. */
final class FrontSection {
    private final Trials trials;
    private final int winner;

    private FrontSection(ReportData data) {
        this.trials = data.trials();
        this.winner = data.winningTrial();
    }

    static Section of(ReportData data) {
        return new Section("front", "Pareto front", new FrontSection(data).body());
    }

    private Markup body() {
        if (trials.all().stream().allMatch(trial -> trial.cost().isEmpty())) {
            return new Markup().element("p", "No candidate could be measured, so there is nothing to draw.");
        }
        Markup html = new Markup().open("div", "class", "beside").open("figure").include(FrontChart.draw(trials, winner));
        return html.include(caption()).close().open("div").include(table()).close().close();
    }

    private Markup caption() {
        Markup html = new Markup().open("figcaption").open("ul", "class", "legend");
        if (winner >= 0) {
            key(html, Glyph.WINNER, "winner, as the search saw it");
            if (trials.all().stream().anyMatch(trial -> trial.number() == winner && trial.remeasured().isPresent())) {
                key(html, Glyph.WINNER_MEASURED, "winner, re-measured");
            }
        }
        for (Outcome outcome : Outcome.values()) {
            if (trials.all().stream().anyMatch(trial -> trial.outcome() == outcome && trial.cost().isPresent())) {
                key(html, Glyph.valueOf(outcome.name()), outcome.text());
            }
        }
        return html.close().element("p", "Accuracies and costs as the search saw them, costs with 95 % intervals." + strip() + lost())
            .close();
    }

    private static void key(Markup html, Glyph glyph, String text) {
        html.open("li").include(glyph.icon()).text(" " + text).close();
    }

    private String strip() {
        boolean strip = trials.all().stream().anyMatch(trial -> trial.cost().isPresent() && trial.accuracy().isEmpty());
        return strip ? " In the strip below: costed, but not trained; the lower row is over a limit." : "";
    }

    private String lost() {
        long lost = trials.all().stream().filter(trial -> trial.cost().isEmpty()).count();
        return lost == 0 ? "" : " Not drawn: " + lost + " of " + trials.all().size() + " whose cost is not known.";
    }

    private Markup table() {
        List<Trial> front = trials.trained().stream().filter(trial -> trial.outcome() == Outcome.FRONT)
            .sorted(Comparator.comparingDouble(trial -> trial.cost().orElseThrow().value())).toList();
        if (front.isEmpty()) {
            return new Markup().element("p", "No candidate within the limits was trained, so there is no front.");
        }
        Markup html = new Markup().open("table", "class", "sortable figures on-front").element("caption", "On the front, cheapest first");
        html.include(Cells.head("trial", trials.axis(), "accuracy %", "network")).open("tbody");
        for (Trial trial : front) {
            html.open("tr", "class", trial.number() == winner ? "won" : "other").include(Cells.trial(trial, winner))
                .include(Cells.amount(trial.cost())).include(Cells.accuracy(trial))
                .element("td", trial.description(), "class", "code").close();
        }
        return Section.scrolling("Candidates on the Pareto front", html.close().close());
    }
}
