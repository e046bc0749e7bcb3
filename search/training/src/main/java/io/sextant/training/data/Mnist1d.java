package io.sextant.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The MNIST-1D data set: ten classes of 40-step signals (Greydanus and Kobak, "Scaling down deep learning with MNIST-1D", 2020),
 * made by the published procedure with the published parameters. The samples are not those of the authors' file, since NumPy's random
 * stream is not reproduced; they are from the same distribution. As in the original, 5,000 standard samples, 500 a class, are shuffled,
 * standardised as a whole (one mean, one deviation) and split into 4,000 to train and 1,000 to test. Further samples come from
 * seeds of their own and are standardised with the same two numbers, so that networks may be chosen by samples which neither
 * training nor the last number has seen.
 *
 * @param training the standard 4,000
 * @param selection 4,000 fresh ones to choose networks by
 * @param lastNumber 20,000 fresh ones for the number that is reported
 * @param standardTest the standard 1,000
 */
public record Mnist1d(Samples training, Samples selection, Samples lastNumber, Samples standardTest) {
    /** Values per sample. */
    public static final int LENGTH = Deformation.PUBLISHED.length();
    /** Classes, each equally frequent. */
    public static final int CLASSES = Digits.CLASSES;

    private static final int STANDARD = 5_000;
    private static final int TRAINING = 4_000;
    private static final int SELECTION = 4_000;
    private static final int LAST_NUMBER = 20_000;
    private static final long STANDARD_SEED = 42;
    private static final long SELECTION_SEED = 43;
    private static final long LAST_NUMBER_SEED = 44;

    /** What exactly {@link #generate} makes; changes with it. */
    public static final String NAME = "mnist-1d/1 training=" + TRAINING + " selection=" + SELECTION + " fresh=" + LAST_NUMBER + " standard="
        + (STANDARD - TRAINING) + " seeds=" + STANDARD_SEED + "," + SELECTION_SEED + "," + LAST_NUMBER_SEED;

    /** The data set; the same at every call. */
    public static Mnist1d generate() {
        List<Sample> standard = draw(STANDARD, STANDARD_SEED);
        double mean = standard.stream().mapToDouble(Sample::sum).sum() / ((double) STANDARD * LENGTH);
        double variance = standard.stream().mapToDouble(sample -> sample.squaresAround(mean)).sum() / ((double) STANDARD * LENGTH);
        double deviation = StrictMath.sqrt(variance);
        Samples all = standardised(standard, mean, deviation);
        return new Mnist1d(all.range(0, TRAINING), standardised(draw(SELECTION, SELECTION_SEED), mean, deviation),
            standardised(draw(LAST_NUMBER, LAST_NUMBER_SEED), mean, deviation), all.range(TRAINING, STANDARD));
    }

    private record Sample(double[] signal, int digit) {
        double sum() {
            return Arrays.stream(signal).sum();
        }

        double squaresAround(double mean) {
            return Arrays.stream(signal).map(value -> (value - mean) * (value - mean)).sum();
        }
    }

    /** Shuffled samples, {@code count / CLASSES} of each class. */
    private static List<Sample> draw(int count, long seed) {
        NoiseSource noise = new NoiseSource(seed);
        List<Sample> samples = new ArrayList<>(count);
        for (int digit = 0; digit < CLASSES; digit++) {
            double[] template = Digits.template(digit);
            for (int i = 0; i < count / CLASSES; i++) {
                samples.add(new Sample(Deformation.PUBLISHED.apply(template, noise), digit));
            }
        }
        for (int last = samples.size() - 1; last > 0; last--) {
            Collections.swap(samples, last, noise.below(last + 1));
        }
        return samples;
    }

    private static Samples standardised(List<Sample> samples, double mean, double deviation) {
        float[] features = new float[samples.size() * LENGTH];
        int[] labels = new int[samples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = samples.get(i).digit();
            for (int step = 0; step < LENGTH; step++) {
                features[i * LENGTH + step] = (float) ((samples.get(i).signal()[step] - mean) / deviation);
            }
        }
        return new Samples(LENGTH, features, labels);
    }
}
