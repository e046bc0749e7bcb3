package io.sextant.training;

/**
 * How networks are trained: Adam with decoupled weight decay (Loshchilov and Hutter, 2019) under a learning rate that rises linearly
 * and then falls to zero along a cosine.
 *
 * @param batch samples per step
 * @param peakRate highest learning rate
 * @param warmUpShare share of the steps during which the rate rises, in [0, 1)
 * @param weightDecay of filters and dense weights alone, per step and unit of learning rate
 * @param labelSmoothing share of the target spread evenly over all classes (Szegedy et al., 2016), in [0, 1)
 */
public record Recipe(int batch, double peakRate, double warmUpShare, double weightDecay, double labelSmoothing) {
    /**
     * What served MNIST-1D networks best of what was tried: strong decay and smoothing matter most. The published CNN reaches 95-96 % in
     * 60 epochs over three seeds, 90 % with a peak of 1e-2 and neither; five networks of space mnist1d 94 % on average in 4 epochs.
     */
    public static final Recipe STANDARD = new Recipe(100, 2e-2, 0.2, 0.3, 0.1);

    public Recipe {
        if (batch < 1 || !(peakRate > 0) || !(warmUpShare >= 0 && warmUpShare < 1) || !(weightDecay >= 0)
            || !(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("batch >= 1, peak rate > 0, warm-up share and label smoothing in [0, 1), weight decay >= 0; got "
                + batch + ", " + peakRate + ", " + warmUpShare + ", " + weightDecay + ", " + labelSmoothing);
        }
    }

    /** The learning rate of a step, 0 .. steps - 1. */
    double rate(int step, int steps) {
        double warmUp = warmUpShare * steps;
        if (step < warmUp) {
            return peakRate * (step + 1) / (warmUp + 1);
        }
        return peakRate * 0.5 * (1 + StrictMath.cos(Math.PI * (step - warmUp) / (steps - warmUp)));
    }
}
