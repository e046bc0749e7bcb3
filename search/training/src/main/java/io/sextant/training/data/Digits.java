package io.sextant.training.data;

import java.util.stream.IntStream;

/** The ten templates of MNIST-1D: heights of a pen drawing each digit in twelve steps (Greydanus and Kobak, figure 2). */
final class Digits {
    static final int CLASSES = 10;

    private static final double SCALE = 1.0 / 6;
    private static final double[][] DRAWN = {
        {5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5},
        {5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5},
        {5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5},
        {5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5},
        {5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5},
        {5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5},
        {5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5},
        {5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5},
        {5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5},
        {5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5}};

    private Digits() {
    }

    /** The template of {@code digit}: of standard deviation 1/6, and shifted to start at 0. */
    static double[] template(int digit) {
        double[] drawn = DRAWN[digit];
        double mean = IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]).average().orElseThrow();
        double variance = IntStream.range(0, drawn.length).mapToDouble(i -> (drawn[i] - mean) * (drawn[i] - mean)).average().orElseThrow();
        double factor = SCALE / StrictMath.sqrt(variance);
        return IntStream.range(0, drawn.length).mapToDouble(i -> (drawn[i] - drawn[0]) * factor).toArray();
    }
}
