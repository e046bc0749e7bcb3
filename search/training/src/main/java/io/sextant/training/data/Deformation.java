package io.sextant.training.data;

/**
 * How MNIST-1D makes a template hard to recognise; the defaults are the published ones.
 *
 * @param minPadding fewest zeros appended to the template
 * @param maxPadding most zeros appended
 * @param scaling width of the interval around 1 that the amplitude is drawn from
 * @param maxTranslation the signal is rotated by 0 .. maxTranslation - 1 steps
 * @param correlatedNoise standard deviation, before smoothing, of the noise where the template is not
 * @param independentNoise standard deviation of the noise everywhere
 * @param shearing width of the interval around 0 that the slope is drawn from
 * @param length values of the finished sample
 */
record Deformation(int minPadding, int maxPadding, double scaling, int maxTranslation, double correlatedNoise,
    double independentNoise, double shearing, int length) {

    static final Deformation PUBLISHED = new Deformation(36, 60, 0.4, 48, 0.25, 0.02, 0.75, 40);

    private static final double NOISE_WIDTH = 2;
    /** Tells a template's own zeros from the padding. */
    private static final double EPSILON = 1e-8;

    /** One sample of {@code length} values from a template, not yet standardised. */
    double[] apply(double[] template, NoiseSource noise) {
        double[] signal = padded(template, minPadding + (int) (noise.uniform() * (maxPadding - minPadding + 1)));
        signal = resampled(signal, template.length + maxPadding);
        double amplitude = 1 + scaling * (noise.uniform() - 0.5);
        signal = rotated(signal, noise.below(maxTranslation));
        double[] background = noise.correlated(signal.length, correlatedNoise, NOISE_WIDTH);
        double[] grain = noise.normal(signal.length, independentNoise);
        double slope = shearing * (noise.uniform() - 0.5);
        for (int i = 0; i < signal.length; i++) {
            double clean = signal[i] != 0 ? amplitude * signal[i] : background[i];
            signal[i] = clean + grain[i] - slope * (i / (signal.length - 1.0) - 0.5);
        }
        return resampled(signal, length);
    }

    private static double[] padded(double[] template, int zeros) {
        double[] padded = new double[template.length + zeros];
        for (int i = 0; i < template.length; i++) {
            padded[i] = template[i] + EPSILON;
        }
        return padded;
    }

    /** Linear interpolation at {@code length} points spread evenly from the first to the last value. */
    static double[] resampled(double[] signal, int length) {
        double[] resampled = new double[length];
        for (int i = 0; i < length; i++) {
            double position = (double) i * (signal.length - 1) / (length - 1);
            int left = Math.min((int) position, signal.length - 2);
            double share = position - left;
            resampled[i] = signal[left] + share * (signal[left + 1] - signal[left]);
        }
        return resampled;
    }

    private static double[] rotated(double[] signal, int steps) {
        double[] rotated = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            rotated[(i + steps) % signal.length] = signal[i];
        }
        return rotated;
    }
}
