package io.sextant.search.port;

/**
 * A metric's value in its base unit (ns, B, 1, uJ) with the bounds of its 95 % interval (equal to the value where it is exact).
 */
public record Estimate(double value, double lo, double hi, Kind kind) {
    /** Where a number comes from. */
    public enum Kind { MEASURED, ESTIMATED, SUMMED, COUNTED }

    public Estimate {
        if (!(lo <= value && value <= hi)) {
            throw new IllegalArgumentException("bounds enclose the value, got " + lo + " <= " + value + " <= " + hi);
        }
    }

    /** Whether nothing ran for it: it follows from measurements of other things. */
    public boolean predicted() {
        return kind == Kind.ESTIMATED || kind == Kind.SUMMED;
    }

    /** What is thought to be so without an interval that anything was measured for. */
    public static Estimate estimated(double value) {
        return new Estimate(value, value, value, Kind.ESTIMATED);
    }

    /** An exact count (parameters, MACs, bytes). */
    public static Estimate counted(double value) {
        return new Estimate(value, value, value, Kind.COUNTED);
    }
}
