package io.sextant.device.measure;

/** A median with its 95 % confidence interval, in nanoseconds. */
public record Interval(double median, double lo, double hi) {
    public Interval {
        if (!(lo <= median && median <= hi)) {
            throw new IllegalArgumentException("an interval encloses its median, got " + lo + " <= " + median + " <= " + hi);
        }
    }

    /** Half the interval's width as a share of the median. */
    public double relativeHalfWidth() {
        return (hi - lo) / 2 / median;
    }
}
