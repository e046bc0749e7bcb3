package io.sextant.cli.report;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Winner;
import io.sextant.cli.report.markup.Markup;
import java.util.Locale;

/** The network that was found on integers of eight bits, and what that costs. */
final class IntegerSection {
    private IntegerSection() {
    }

    static Section of(Winner winner) {
        Markup html = new Markup().element("p", "Accuracy of the weights that are kept, as f32 and on integers: on fresh samples with values"
            + " rounded as integers are, on the standard test set by integer arithmetic itself.");
        html.open("table").include(Cells.head("file", "fresh data", "in f32", "points lost", "standard test", "in f32", "how"))
            .open("tbody");
        winner.integers().forEach(form -> html.include(row(form)));
        return new Section("int8", "int8", "The winner on integers", Section.scrolling("The winner on integers", html.close().close()));
    }

    private static Markup row(Winner.OnIntegers form) {
        Markup html = new Markup().open("tr").element("th", form.file(), "scope", "row");
        html.element("td", Numbers.percent(form.fresh().integers())).element("td", Numbers.percent(form.fresh().real()));
        html.element("td", String.format(Locale.ROOT, "%.2f", 100 * (form.fresh().real() - form.fresh().integers())));
        html.element("td", Numbers.percent(form.standard().integers())).element("td", Numbers.percent(form.standard().real()));
        return html.element("td", form.method()).close();
    }
}
