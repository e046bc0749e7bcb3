package io.sextant.training.data;

import java.util.SplittableRandom;

/** Uniform and normal variates that are the same on every Java platform: SplitMix64 and Marsaglia's polar method. */
final class NoiseSource {
    private static final int RADIUS_IN_DEVIATIONS = 4;

    private final SplittableRandom random;

    NoiseSource(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    /** Uniform in 0 .. bound - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Independent normal variates of mean 0. */
    double[] normal(int count, double deviation) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = deviation * standardNormal();
        }
        return values;
    }

    /**
     * Normal variates smoothed by a Gaussian of {@code width} steps, cut off at four widths, the signal reflected at its ends
     * (the defaults of SciPy's {@code gaussian_filter}).
     */
    double[] correlated(int count, double deviation, double width) {
        return smooth(normal(count, deviation), width);
    }

    static double[] smooth(double[] signal, double width) {
        int radius = (int) (RADIUS_IN_DEVIATIONS * width + 0.5);
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            kernel[i + radius] = StrictMath.exp(-0.5 * i * i / (width * width));
            sum += kernel[i + radius];
        }
        double[] smoothed = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            for (int j = -radius; j <= radius; j++) {
                smoothed[i] += kernel[j + radius] / sum * signal[reflected(i + j, signal.length)];
            }
        }
        return smoothed;
    }

    /** d c b a | a b c d | d c b a. */
    private static int reflected(int index, int length) {
        int wrapped = Math.floorMod(index, 2 * length);
        return wrapped < length ? wrapped : 2 * length - 1 - wrapped;
    }

    private double standardNormal() {
        double x;
        double square;
        do {
            x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }
}
