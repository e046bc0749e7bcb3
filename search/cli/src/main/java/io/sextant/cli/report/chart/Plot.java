package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.markup.Markup;
import java.util.List;

/** The frame of a chart: two axes with ticks, grid and titles, and what is drawn in it. Coordinates are those of its SVG view box. */
final class Plot {
    /** Of a character of a tick's label in the style sheet's largest size. */
    private static final double CHARACTER_WIDTH = 8.6;
    private static final double TICK_ROOM = 8;
    private static final double TICK_HEIGHT = 15;

    private final Frame frame;
    private final Scale x;
    private final Scale y;
    private final Markup svg = new Markup();

    /**
     * What is said of the chart to those who cannot see it.
     *
     * @param id   unique on the page
     * @param role img, or group if it holds links
     */
    record Caption(String id, String role, String title, String description) {
    }

    /** With more marks than this, those of a kind lie over each other, and are drawn thin. */
    static final int DENSE = 1500;

    Plot(Caption caption, Frame frame, Scale x, Scale y) {
        this.frame = frame;
        this.x = x;
        this.y = y;
        svg.open("svg", "class", "chart", "viewBox", "0 0 " + (int) frame.width() + " " + (int) frame.height(), "role", caption.role(),
            "aria-labelledby", caption.id() + "-title " + caption.id() + "-text");
        svg.element("title", caption.title(), "id", caption.id() + "-title");
        svg.element("desc", caption.description(), "id", caption.id() + "-text");
    }

    static Scale horizontal(Frame frame, List<Double> values) {
        return Scale.around(values, frame.left() + 8, frame.right() - 4);
    }

    static Scale vertical(Frame frame, List<Double> values) {
        return Scale.around(values, frame.bottom() - 4, frame.top() + 4);
    }

    /** For accuracies in percent, which are never shown on a logarithmic scale. */
    static Scale percentages(Frame frame, List<Double> values) {
        Scale around = vertical(frame, values);
        return values.isEmpty() ? new Scale(0, 100, around.from(), around.to(), false)
            : new Scale(around.low(), around.high(), around.from(), around.to(), false).within(0, 100);
    }

    double x(double value) {
        return x.at(value);
    }

    double y(double value) {
        return y.at(value);
    }

    Frame frame() {
        return frame;
    }

    Plot axes(String horizontalTitle, String verticalTitle) {
        ticksBelow();
        ticksBeside();
        line("axis", frame.left(), frame.floor(), frame.right(), frame.floor());
        line("axis", frame.left(), frame.top(), frame.left(), frame.floor());
        label("title end", frame.right(), frame.height() - 10, horizontalTitle);
        return label("title start", 4, 15, verticalTitle);
    }

    private void ticksBelow() {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            String text = Numbers.brief(tick);
            double half = text.length() * CHARACTER_WIDTH / 2;
            line("grid", at, frame.top(), at, frame.floor());
            if (at - half >= free && at + half <= frame.width()) {
                label("tick middle", at, frame.floor() + 18, text);
                free = at + half + TICK_ROOM;
            }
        }
    }

    private void ticksBeside() {
        double free = Double.POSITIVE_INFINITY;
        for (double tick : y.ticks()) {
            line("grid", frame.left(), y.at(tick), frame.right(), y.at(tick));
            if (y.at(tick) <= free) {
                label("tick end", frame.left() - 6, y.at(tick) + 4, Numbers.brief(tick));
                free = y.at(tick) - TICK_HEIGHT;
            }
        }
    }

    /** Shades what lies right of {@code value}, marks the border and names it above the plot. */
    Plot limitRightOf(double value, String text) {
        double at = x.at(value);
        svg.empty("rect", "class", "beyond", "x", n(at), "y", n(frame.top()), "width", n(frame.right() - at), "height",
            n(frame.floor() - frame.top()));
        line("limit", at, frame.top(), at, frame.floor());
        return label(at > frame.centre() ? "limit end" : "limit start", at, frame.top() - 7, text);
    }

    /** Shades what lies above {@code value}, marks the border and names it at its right end. */
    Plot limitAbove(double value, String text) {
        double at = y.at(value);
        svg.empty("rect", "class", "beyond", "x", n(frame.left()), "y", n(frame.top()), "width", n(frame.right() - frame.left()), "height",
            n(at - frame.top()));
        line("limit", frame.left(), at, frame.right(), at);
        return label("limit end", frame.right(), frame.top() - 7, text);
    }

    Plot line(String style, double x1, double y1, double x2, double y2) {
        svg.empty("line", "class", style, "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2));
        return this;
    }

    /** What {@code drawn} adds, as one group. */
    Plot group(String style, Markup drawn) {
        svg.open("g", "class", style).include(drawn).close();
        return this;
    }

    /** @param data of an SVG path; nothing is drawn if it is empty */
    Plot path(String style, String data) {
        if (!data.isEmpty()) {
            svg.empty("path", "class", style, "d", data);
        }
        return this;
    }

    /** A stair through {@code points} (x, y): first to the right, then up or down. */
    Plot stairs(String style, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? "M" + n(point[0]) + " " + n(point[1]) : "H" + n(point[0]) + "V" + n(point[1]));
        }
        return path(style, path.toString());
    }

    /** A closed line through {@code points}. */
    Plot area(String style, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        points.forEach(point -> path.append(path.isEmpty() ? "M" : "L").append(n(point[0])).append(' ').append(n(point[1])));
        return path(style, path.append('z').toString());
    }

    Plot label(String style, double atX, double atY, String text) {
        svg.element("text", text, "class", style, "x", n(atX), "y", n(atY));
        return this;
    }

    Markup finish() {
        return svg.close();
    }

    static String n(double coordinate) {
        return Numbers.coordinate(coordinate);
    }
}
