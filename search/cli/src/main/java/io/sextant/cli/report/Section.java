package io.sextant.cli.report;

import io.sextant.cli.report.data.Fact;
import io.sextant.cli.report.markup.Markup;
import java.util.List;

/**
 * A part of the page with a heading.
 *
 * @param id   what links to it name; unique on the page
 * @param name short, for the contents
 */
record Section(String id, String name, String heading, Markup body) {
    Section(String id, String heading, Markup body) {
        this(id, heading, heading, body);
    }

    Markup markup() {
        Markup html = new Markup().open("section", "id", id, "aria-labelledby", id + "-heading");
        return html.element("h2", heading, "id", id + "-heading").include(body).close();
    }

    /** @param style short (several beside each other) or long */
    static Markup facts(String style, List<Fact> facts) {
        Markup html = new Markup().open("dl", "class", style);
        facts.forEach(fact -> html.open("div").element("dt", fact.name()).element("dd", fact.value()).close());
        return html.close();
    }

    /** A box of its own that scrolls where its content is wider or longer than the screen, by keyboard too. */
    static Markup scrolling(String label, Markup content) {
        return new Markup().open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label).include(content).close();
    }

    /** At most {@code most} characters, for texts whose length others decide. */
    static String clipped(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most).stripTrailing() + "…";
    }
}
