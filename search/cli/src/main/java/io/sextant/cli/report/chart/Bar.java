package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.markup.Markup;

/** A horizontal bar for a table's cell; the number beside it says the same. */
public final class Bar {
    private static final double LENGTH = 100;

    private Bar() {
    }

    /** @param share of the whole length, 0 to 1 */
    public static Markup of(double share) {
        Markup svg = new Markup().open("svg", "class", "bar", "viewBox", "0 0 100 8", "preserveAspectRatio", "none", "aria-hidden", "true");
        return svg.empty("rect", "width", Numbers.coordinate(LENGTH * share), "height", "8").close();
    }
}
