package io.sextant.ir.quantize;

/**
 * The range with the least expected squared error over a histogram. An element in the range errs as uniform noise of one step does, by
 * step^2 / 12 on average, and not at all if it is 0; one outside of it by its distance from the range. Tried are the exact range and
 * all whose ends are 2^(-k/{@value #PER_OCTAVE}) of its ends, down to 2^-{@value #OCTAVES}.
 */
final class LeastSquaredRange {
    private static final int PER_OCTAVE = 8;
    private static final int OCTAVES = 12;
    private static final int STEPS = 255;
    private static final double NOISE = 1.0 / 12;

    private final Histogram histogram;
    /** Of all bins before one: how many elements, their sum, and the sum of their squares. */
    private final double[] counts = new double[Histogram.BINS + 1];
    private final double[] sums = new double[Histogram.BINS + 1];
    private final double[] squares = new double[Histogram.BINS + 1];

    private LeastSquaredRange(Histogram histogram) {
        this.histogram = histogram;
        for (int bin = 0; bin < Histogram.BINS; bin++) {
            double centre = (histogram.start(bin) + histogram.start(bin + 1)) / 2;
            counts[bin + 1] = counts[bin] + histogram.count(bin);
            sums[bin + 1] = sums[bin] + histogram.count(bin) * centre;
            squares[bin + 1] = squares[bin] + histogram.count(bin) * centre * centre;
        }
    }

    static Range of(Histogram histogram) {
        return new LeastSquaredRange(histogram).least();
    }

    private Range least() {
        Range all = histogram.all();
        Range best = all;
        double least = error(all);
        for (int low = 0; low <= PER_OCTAVE * OCTAVES; low++) {
            for (int high = 0; high <= PER_OCTAVE * OCTAVES; high++) {
                Range candidate = new Range(part(all.low(), low), part(all.high(), high));
                double error = error(candidate);
                if (error < least) {
                    least = error;
                    best = candidate;
                }
                if (all.high() == 0) {
                    break;
                }
            }
            if (all.low() == 0) {
                break;
            }
        }
        return best;
    }

    private static float part(float end, int k) {
        return (float) (end * Math.pow(2, -(double) k / PER_OCTAVE));
    }

    /** The sum over all elements. */
    private double error(Range range) {
        double step = ((double) range.high() - range.low()) / STEPS;
        int first = bin(range.low());
        int last = bin(range.high());
        double within = counts[last] - counts[first];
        return within * step * step * NOISE + beyond(0, first, range.low()) + beyond(last, Histogram.BINS, range.high());
    }

    /** Squared distances from {@code end} of the elements in some bins. */
    private double beyond(int from, int to, double end) {
        double count = counts[to] - counts[from];
        double distances = squares[to] - squares[from] - 2 * end * (sums[to] - sums[from]) + end * end * count;
        return Math.max(0, distances);
    }

    /** The first bin with no centre below {@code end}. */
    private int bin(double end) {
        double width = histogram.start(1) - histogram.start(0);
        return (int) Math.max(0, Math.min(Histogram.BINS, Math.round((end - histogram.start(0)) / width)));
    }
}
