package io.sextant.ir.quantity;

import java.util.Optional;

/** A unit with its dimension and its size in the dimension's base unit (ns, B, 1, uJ). */
public enum Unit {
    NANOSECOND("ns", Dimension.TIME, 1),
    MICROSECOND("us", Dimension.TIME, 1e3),
    MILLISECOND("ms", Dimension.TIME, 1e6),
    SECOND("s", Dimension.TIME, 1e9),
    BYTE("B", Dimension.MEMORY, 1),
    KIBIBYTE("KiB", Dimension.MEMORY, 1024),
    MEBIBYTE("MiB", Dimension.MEMORY, 1024 * 1024),
    KILOBYTE("kB", Dimension.MEMORY, 1e3),
    MEGABYTE("MB", Dimension.MEMORY, 1e6),
    ONE("", Dimension.COUNT, 1),
    KILO("k", Dimension.COUNT, 1e3),
    MEGA("M", Dimension.COUNT, 1e6),
    GIGA("G", Dimension.COUNT, 1e9),
    MICROJOULE("uJ", Dimension.ENERGY, 1),
    MILLIJOULE("mJ", Dimension.ENERGY, 1e3),
    JOULE("J", Dimension.ENERGY, 1e6);

    /** What is measured. */
    public enum Dimension { TIME, MEMORY, COUNT, ENERGY }

    private final String symbol;
    private final Dimension dimension;
    private final double base;

    Unit(String symbol, Dimension dimension, double base) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.base = base;
    }

    public String symbol() {
        return symbol;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** How many base units (ns, B, 1, uJ) make one of this. */
    public double base() {
        return base;
    }

    public static Optional<Unit> parse(String symbol) {
        for (Unit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
