package io.sextant.cli.report.data;

import java.util.OptionalDouble;

/**
 * What became of a candidate, and why.
 *
 * @param cause  what candidates of the same fate are counted by: the limit, the engine's message; empty if the outcome says it all
 * @param excess by what share of the limit it is over (or short); empty where no limit decided or no share can be said
 * @param detail all there is to say of this one candidate; empty if nothing
 */
public record Fate(Outcome outcome, String cause, OptionalDouble excess, String detail) {
    public Fate {
        if (excess.isPresent() && !Double.isFinite(excess.getAsDouble())) {
            throw new IllegalArgumentException("a finite share, or none, got " + excess);
        }
    }

    public static Fate of(Outcome outcome, String detail) {
        return new Fate(outcome, "", OptionalDouble.empty(), detail);
    }
}
