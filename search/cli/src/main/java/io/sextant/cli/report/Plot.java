package io.sextant.cli.report;

import java.util.ArrayList;
import java.util.List;

/** The frame of a chart: two axes with ticks, grid and titles. Coordinates are those of its SVG view box. */
final class Plot {
    static final double WIDTH = 480;
    static final double HEIGHT = 346;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 14;
    private static final double TOP = 42;
    private static final double BOTTOM = HEIGHT - 48;

    private final Scale x;
    private final Scale y;
    private final Markup svg = new Markup();

    /** @param title read aloud in place of the picture */
    Plot(String title, Scale x, Scale y) {
        this.x = x;
        this.y = y;
        svg.open("svg", "viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT, "role", "img", "aria-label", title);
    }

    static Scale horizontal(List<Double> values) {
        return Scale.around(values, LEFT, RIGHT);
    }

    /** For accuracies, as shares. */
    static Scale vertical(List<Double> shares) {
        List<Double> percentages = new ArrayList<>();
        shares.forEach(share -> percentages.add(100 * share));
        Scale around = Scale.around(percentages, BOTTOM, TOP);
        return new Scale(around.low(), around.high(), BOTTOM, TOP, false).within(0, 100);
    }

    double x(double value) {
        return x.at(value);
    }

    /** Of an accuracy, as a share. */
    double y(double share) {
        return y.at(100 * share);
    }

    Plot axes(String horizontalTitle, String verticalTitle) {
        double labelsEnd = Double.NEGATIVE_INFINITY;
        for (double tick : x.ticks()) {
            line("grid", x.at(tick), TOP, x.at(tick), BOTTOM);
            if (x.at(tick) - labelsEnd > 34) {
                label("tick middle", x.at(tick), BOTTOM + 16, Scale.number(tick));
                labelsEnd = x.at(tick);
            }
        }
        for (double tick : y.ticks()) {
            line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            label("tick end", LEFT - 6, y.at(tick) + 4, Scale.number(tick));
        }
        line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        label("title middle", (LEFT + RIGHT) / 2, HEIGHT - 10, horizontalTitle);
        label("title start", 4, 14, verticalTitle);
        return this;
    }

    /** Shades what lies beyond {@code value}, marks the border and names it above the plot. */
    Plot limit(double value, String text) {
        double at = x.at(value);
        svg.empty("rect", "class", "beyond", "x", c(at), "y", c(TOP), "width", c(RIGHT - at), "height", c(BOTTOM - TOP));
        line("limit", at, TOP, at, BOTTOM);
        label(at > (LEFT + RIGHT) / 2 ? "limit end" : "limit start", at, TOP - 7, text);
        return this;
    }

    Plot line(String style, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", style, "x1", c(x1), "y1", c(y1), "x2", c(x2), "y2", c(y2));
        return this;
    }

    /** A stair through {@code points} (x, y): first to the right, then up or down. */
    Plot stairs(String style, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? "M" + c(point[0]) + " " + c(point[1]) : "H" + c(point[0]) + "V" + c(point[1]));
        }
        svg.empty("path", "class", style, "d", path.toString());
        return this;
    }

    Plot dot(String style, double atX, double atY, double radius, String hint) {
        svg.open("circle", "class", style, "cx", c(atX), "cy", c(atY), "r", c(radius)).element("title", hint).close();
        return this;
    }

    Plot diamond(String style, double atX, double atY, String hint) {
        String path = "M" + c(atX) + " " + c(atY - 8) + "L" + c(atX + 8) + " " + c(atY) + "L" + c(atX) + " " + c(atY + 8) + "L"
            + c(atX - 8) + " " + c(atY) + "Z";
        svg.open("path", "class", style, "d", path).element("title", hint).close();
        return this;
    }

    Plot label(String style, double atX, double atY, String text) {
        svg.element("text", text, "class", style, "x", c(atX), "y", c(atY));
        return this;
    }

    double right() {
        return RIGHT;
    }

    Markup finish() {
        return svg.close();
    }

    private static String c(double coordinate) {
        return Scale.coordinate(coordinate);
    }
}
