package io.sextant.cli.report;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Winner;
import io.sextant.cli.report.markup.Markup;
import java.util.Locale;

/** The network that was found, and its numbers. */
final class WinnerSection {
    private WinnerSection() {
    }

    static Section of(Winner winner) {
        Markup html = new Markup().open("p").element("code", winner.description(), "class", "network").text(" ");
        html.element("a", "trial " + winner.trial(), "href", "#t" + winner.trial()).close();
        html.open("div", "class", "cards").include(accuracy(winner.accuracy()));
        winner.metrics().forEach(metric -> html.include(metric(metric)));
        return new Section("winner", "Winner", html.close());
    }

    private static Markup accuracy(Winner.Accuracy accuracy) {
        Markup html = new Markup().open("div", "class", "card main").element("p", "accuracy", "class", "name");
        html.element("p", Numbers.percent(accuracy.mean()), "class", "value");
        String error = String.format(Locale.ROOT, "± %.2f points standard error, ", 100 * accuracy.standardError());
        html.element("p", error + accuracy.seeds() + " trainings, fresh data", "class", "faint");
        accuracy.standard().ifPresent(standard ->
            html.element("p", Numbers.percent(standard) + " on the standard test set", "class", "faint"));
        accuracy.baseline().ifPresent(baseline ->
            html.element("p", "baseline " + Numbers.percent(baseline.accuracy()) + ": " + baseline.description(), "class", "faint"));
        return html.close();
    }

    private static Markup metric(Winner.Metric metric) {
        Markup html = new Markup().open("div", "class", "card").element("p", metric.name(), "class", "name");
        html.element("p", metric.amount().valueText(), "class", "value");
        String interval = metric.amount().exact() ? "" : metric.amount().interval() + " at 95 %, ";
        return html.element("p", interval + metric.amount().kind(), "class", "faint").close();
    }
}
