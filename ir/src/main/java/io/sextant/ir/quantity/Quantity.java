package io.sextant.ir.quantity;

import java.util.Locale;

/** A finite number with its unit: {@code 60 us}. */
public record Quantity(double value, Unit unit) {
    public Quantity {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a quantity is finite, got " + value);
        }
    }

    /** The value in the base unit of its dimension (ns, B, 1, uJ). */
    public double inBase() {
        return value * unit.base();
    }

    public Quantity in(Unit other) {
        if (other.dimension() != unit.dimension()) {
            throw new IllegalArgumentException("cannot convert " + this + " to " + other.symbol());
        }
        return new Quantity(inBase() / other.base(), other);
    }

    /** {@code nanoseconds} in the largest unit that keeps the number at least 1. */
    public static Quantity time(double nanoseconds) {
        Unit best = Unit.NANOSECOND;
        for (Unit unit : Unit.values()) {
            if (unit.dimension() == Unit.Dimension.TIME && Math.abs(nanoseconds) >= unit.base()) {
                best = unit;
            }
        }
        return new Quantity(nanoseconds / best.base(), best);
    }

    /** Four significant digits: {@code 61.23 us}. */
    @Override
    public String toString() {
        int digits = value == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        String number = whole ? String.valueOf((long) value) : String.format(Locale.ROOT, "%." + Math.min(digits, 9) + "f", value);
        return unit.symbol().isEmpty() ? number : number + " " + unit.symbol();
    }
}
