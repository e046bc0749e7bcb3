package io.sextant.cli.report;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.Optional;

/** Headers and cells of tables. */
final class Cells {
    static final String NONE = "–";

    private Cells() {
    }

    static Markup head(String... names) {
        Markup html = new Markup().open("thead").open("tr");
        for (String name : names) {
            html.element("th", name, "scope", "col");
        }
        return html.close().close();
    }

    /** Without its unit, which stands in the header. */
    static Markup amount(Optional<Amount> amount) {
        Markup cell = new Markup().open("td").text(amount.map(known -> Numbers.text(known.value())).orElse(NONE));
        amount.filter(known -> !known.exact()).ifPresent(known -> cell.text(" ").element("small", known.interval()));
        return cell.close();
    }

    static Markup accuracy(Trial trial) {
        boolean known = trial.accuracy().isPresent();
        return new Markup().element("td", known ? Numbers.percentage(trial.accuracy().getAsDouble()) : NONE);
    }

    /** The trial's number as the row's header, linked to its row in the table of all trials. */
    static Markup trial(Trial trial, int winner) {
        Markup cell = new Markup().open("th", "scope", "row").element("a", String.valueOf(trial.number()), "href", "#t" + trial.number());
        if (trial.number() == winner) {
            cell.text(" ").element("span", "winner", "class", "badge");
        }
        return cell.close();
    }
}
