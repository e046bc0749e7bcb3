package io.sextant.latency;

import java.util.Locale;
import java.util.Optional;

/** Where the time of a LUT row comes from; the column {@code kind}. */
public enum Provenance {
    /** Timed on the device by the measurement protocol, with its confidence interval. */
    MEASURED,
    /** Derived from a measurement of something larger, e.g. a profiler's share of a network's total. */
    ESTIMATED,
    /** Added up from rows of parts. */
    SUMMED,
    /** Taken from a file of another tool. */
    IMPORTED,
    /** Tried, and there is no time: refused, crashed or out of time. */
    FAILED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Provenance> parse(String text) {
        for (Provenance kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
