package io.sextant.training;

import io.sextant.training.data.Samples;
import java.util.stream.IntStream;

/** The class that a network gives each sample: that of the highest logit, the first of equals. */
public final class Predictions {
    private final int[] classes;

    private Predictions(int[] classes) {
        this.classes = classes;
    }

    /** @param logits of so many samples, one after the other */
    public static Predictions of(float[] logits, int samples) {
        int width = logits.length / samples;
        return new Predictions(IntStream.range(0, samples).map(sample -> highest(logits, sample * width, width)).toArray());
    }

    private static int highest(float[] logits, int from, int width) {
        int highest = 0;
        for (int i = 1; i < width; i++) {
            highest = logits[from + i] > logits[from + highest] ? i : highest;
        }
        return highest;
    }

    /** Share of samples, 0..1, that are given the class of their label. */
    public double accuracy(Samples samples) {
        return share(samples.labels());
    }

    /** Share of samples, 0..1, that {@code other} gives the same class. */
    public double agreement(Predictions other) {
        return share(other.classes);
    }

    private double share(int[] others) {
        if (others.length != classes.length) {
            throw new IllegalArgumentException(classes.length + " samples were classified, compared with " + others.length);
        }
        return IntStream.range(0, classes.length).filter(i -> classes[i] == others[i]).count() / (double) classes.length;
    }
}
