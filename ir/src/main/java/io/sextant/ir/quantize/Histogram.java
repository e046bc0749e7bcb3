package io.sextant.ir.quantize;

import java.util.Arrays;

/**
 * How often a value's elements were in each of {@value #BINS} equal bins over [-b, b), b the least power of two above all magnitudes so
 * far. It doubles as elements come, when neighbouring bins become one: what it holds depends on the elements alone, not on their order
 * or on how they come in batches. A bin is at most 1/{@value #BINS_OF_GREATEST} of the greatest magnitude wide, which is the error of
 * anything that is read from it; least, greatest and the number of zeros are exact.
 */
final class Histogram {
    static final int BINS = 1 << 13;
    private static final int BINS_OF_GREATEST = BINS / 4;
    private static final int MIDDLE = BINS / 2;

    private long[] counts = new long[BINS];
    private boolean started;
    /** b is two to the power of it. */
    private int exponent;
    private long zeros;
    private long total;
    private float least;
    private float greatest;

    /** Counts finite elements. */
    void add(float[] elements) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float element : elements) {
            low = Math.min(low, element);
            high = Math.max(high, element);
        }
        if (elements.length == 0) {
            return;
        }
        least = total == 0 ? low : Math.min(least, low);
        greatest = total == 0 ? high : Math.max(greatest, high);
        total += elements.length;
        reach(Math.max(Math.abs(low), Math.abs(high)));
        count(elements);
    }

    private void count(float[] elements) {
        double perUnit = Math.scalb((double) MIDDLE, -exponent);
        for (float element : elements) {
            if (element == 0) {
                zeros++;
            } else {
                counts[MIDDLE + (int) Math.floor(element * perUnit)]++;
            }
        }
    }

    /** Makes room for a magnitude; 0 has room everywhere. */
    private void reach(float magnitude) {
        if (magnitude == 0) {
            return;
        }
        int needed = Math.max(Math.getExponent(magnitude), Float.MIN_EXPONENT) + 1;
        if (!started) {
            started = true;
            exponent = needed;
        } else if (needed > exponent) {
            merge(needed - exponent);
            exponent = needed;
        }
    }

    /** Bins begin at multiples of their width, so the middle stays where it is. */
    private void merge(int doublings) {
        long[] merged = new long[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            merged[MIDDLE + (bin - MIDDLE >> Math.min(doublings, Integer.SIZE - 1))] += counts[bin];
        }
        counts = merged;
    }

    long total() {
        return total;
    }

    /** Elements that are exactly 0; they are in no bin. */
    long zeros() {
        return zeros;
    }

    long count(int bin) {
        return counts[bin];
    }

    /** The least real number of a bin, or, of bin {@link #BINS}, the end of the last. */
    double start(int bin) {
        return Math.scalb((double) (bin - MIDDLE) / MIDDLE, exponent);
    }

    /** The exact range; the empty one of no elements. */
    Range all() {
        return total == 0 ? new Range(0, 0) : Range.around(least, greatest);
    }

    /**
     * The least range with ends at bins' edges (or the exact ends) that at most a share of 1 - {@code share} of all elements are below,
     * and as many above.
     */
    Range percentile(double share) {
        long outside = (long) Math.floor((1 - share) * total);
        Range all = all();
        int first = 0;
        for (long below = counts[0]; first < MIDDLE && below <= outside; first++) {
            below += counts[first + 1];
        }
        int last = BINS - 1;
        for (long above = counts[BINS - 1]; last >= MIDDLE && above <= outside; last--) {
            above += counts[last - 1];
        }
        double low = Math.max(all.low(), Math.min(start(first), 0));
        double high = Math.min(all.high(), Math.max(start(last + 1), 0));
        return new Range((float) low, (float) high);
    }

    @Override
    public String toString() {
        return total + " elements in " + Arrays.stream(counts).filter(count -> count > 0).count() + " bins of " + all();
    }
}
