package io.sextant.cli.report.data;

/**
 * A number with its 95 % interval, all in {@code unit}.
 *
 * @param kind measured, estimated, summed or counted
 */
public record Amount(double value, double lo, double hi, String unit, String kind) {
    public Amount {
        if (!(lo <= value && value <= hi) || !Double.isFinite(lo) || !Double.isFinite(hi)) {
            throw new IllegalArgumentException("finite bounds enclose the value, got " + lo + " <= " + value + " <= " + hi);
        }
    }

    /** An exact count has no interval to show. */
    public boolean exact() {
        return lo == hi;
    }

    /** With unit and, where there is one, interval: {@code 41.2 us [40.9, 41.6]}. */
    public String text() {
        return valueText() + (exact() ? "" : " " + interval());
    }

    /** With unit: {@code 41.2 us}. */
    public String valueText() {
        return (Numbers.text(value) + " " + unit).strip();
    }

    /** {@code [40.9, 41.6]}. */
    public String interval() {
        return "[" + Numbers.text(lo) + ", " + Numbers.text(hi) + "]";
    }
}
