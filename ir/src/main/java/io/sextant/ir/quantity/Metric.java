package io.sextant.ir.quantity;

import java.util.Locale;
import java.util.Optional;

/** What a limit or result speaks of; written in lower case, e.g. {@code latency}. */
public enum Metric {
    LATENCY(Unit.Dimension.TIME, Unit.MICROSECOND),
    RAM(Unit.Dimension.MEMORY, Unit.KIBIBYTE),
    FLASH(Unit.Dimension.MEMORY, Unit.KIBIBYTE),
    PARAMS(Unit.Dimension.COUNT, Unit.ONE),
    MACS(Unit.Dimension.COUNT, Unit.ONE),
    ENERGY(Unit.Dimension.ENERGY, Unit.MICROJOULE);

    private final Unit.Dimension dimension;
    private final Unit display;

    Metric(Unit.Dimension dimension, Unit display) {
        this.dimension = dimension;
        this.display = display;
    }

    public Unit.Dimension dimension() {
        return dimension;
    }

    /** The unit that examples and reports use. */
    public Unit display() {
        return display;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Metric> parse(String text) {
        for (Metric metric : values()) {
            if (metric.text().equals(text)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
