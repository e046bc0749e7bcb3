package io.sextant.cli.report.chart;

/**
 * The view box of a chart and, inside it, where values are drawn; the rest is for ticks and titles.
 *
 * @param footer height of a strip below the values, above the horizontal axis' ticks
 */
record Frame(double width, double height, double footer) {
    private static final double LEFT = 50;
    private static final double ABOVE = 44;
    private static final double BELOW = 50;
    private static final double BESIDE = 14;

    static Frame of(double width, double height) {
        return new Frame(width, height, 0);
    }

    double left() {
        return LEFT;
    }

    double right() {
        return width - BESIDE;
    }

    double top() {
        return ABOVE;
    }

    /** Of the values. */
    double bottom() {
        return height - BELOW - footer;
    }

    /** Of the values and the strip below them. */
    double floor() {
        return height - BELOW;
    }

    double centre() {
        return (left() + right()) / 2;
    }
}
