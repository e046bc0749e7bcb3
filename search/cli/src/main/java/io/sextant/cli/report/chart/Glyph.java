package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.markup.Markup;

/** How a candidate is drawn: each outcome has a shape of its own, so that no colour is needed to tell them apart. */
public enum Glyph {
    FRONT("best", 4.5),
    DOMINATED("dominated", 3.2),
    OVER_LIMIT("over", 3.2),
    REMEASURED_OVER("again", 3.6),
    NOT_TRAINED("untrained", 3.8),
    FAILED("failed", 3.8),
    WINNER("winner", 7.5),
    WINNER_MEASURED("measured", 6.5);

    private static final int ICON = 16;

    private final String style;
    private final double radius;

    Glyph(String style, double radius) {
        this.style = style;
        this.radius = radius;
    }

    static Glyph of(Outcome outcome) {
        return switch (outcome) {
            case FRONT -> FRONT;
            case DOMINATED -> DOMINATED;
            case OVER_LIMIT -> OVER_LIMIT;
            case REMEASURED_OVER -> REMEASURED_OVER;
            case NOT_TRAINED, DUPLICATE -> NOT_TRAINED;
            case FAILED -> FAILED;
        };
    }

    /** Class of its elements in the style sheet. */
    String style() {
        return style;
    }

    /** The shape around a point, as the data of an SVG path. */
    String path(double x, double y) {
        return switch (this) {
            case FRONT, DOMINATED -> circle(x, y);
            case OVER_LIMIT -> start(x - radius, y - radius) + line(2, 2) + "m" + n(-2 * radius) + " 0" + line(2, -2);
            case REMEASURED_OVER -> start(x - radius, y - radius) + "h" + n(2 * radius) + "v" + n(2 * radius) + "h" + n(-2 * radius) + "z";
            case NOT_TRAINED -> start(x, y - radius) + line(1, 2) + line(-2, 0) + "z";
            case FAILED -> start(x, y + radius) + line(1, -2) + line(-2, 0) + "z";
            case WINNER, WINNER_MEASURED -> start(x, y - radius) + line(1, 1) + line(-1, 1) + line(-1, -1) + "z";
        };
    }

    /** The shape alone, for a legend. */
    public Markup icon() {
        Markup svg = new Markup().open("svg", "class", "icon", "viewBox", "0 0 " + ICON + " " + ICON, "aria-hidden", "true");
        return svg.empty("path", "class", "mark " + style, "d", path(ICON / 2.0, ICON / 2.0)).close();
    }

    private String circle(double x, double y) {
        String arc = "a" + n(radius) + " " + n(radius) + " 0 1 0 ";
        return start(x - radius, y) + arc + n(2 * radius) + " 0" + arc + n(-2 * radius) + " 0";
    }

    /** Relative, in radii. */
    private String line(int right, int down) {
        return "l" + n(right * radius) + " " + n(down * radius);
    }

    private static String start(double x, double y) {
        return "M" + n(x) + " " + n(y);
    }

    private static String n(double number) {
        return Numbers.coordinate(number);
    }
}
