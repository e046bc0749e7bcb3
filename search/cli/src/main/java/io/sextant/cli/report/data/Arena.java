package io.sextant.cli.report.data;

import java.util.List;

/**
 * Where the winner's activations lie while it runs.
 *
 * @param lowerBound  bytes without which no plan does
 * @param picture     an SVG element of our own making, whose texts are escaped already
 * @param definitions what the numbers of memory are made of, and what not
 */
public record Arena(long peakBytes, long lowerBound, int steps, String picture, List<Fact> definitions) {
    public Arena {
        definitions = List.copyOf(definitions);
        if (peakBytes < lowerBound) {
            throw new IllegalArgumentException("no peak is below the bound, got " + peakBytes + " and " + lowerBound);
        }
    }

    /** How far the peak is above the bound, as a share of the bound. */
    public double gap() {
        return lowerBound == 0 ? 0 : (double) (peakBytes - lowerBound) / lowerBound;
    }
}
