package io.sextant.training.data;

import java.util.Arrays;

/** Labelled samples of equal length, row-major: sample i is {@code features[i * length .. (i + 1) * length)}. */
public final class Samples {
    private final int length;
    private final float[] features;
    private final int[] labels;

    /**
     * @param length values per sample
     * @param features {@code labels.length * length} values
     * @param labels class of each sample, from 0
     */
    public Samples(int length, float[] features, int[] labels) {
        if (length < 1 || labels.length < 1 || features.length != labels.length * length) {
            throw new IllegalArgumentException("at least one sample of " + length + " values each, got " + features.length
                + " values for " + labels.length + " labels");
        }
        this.length = length;
        this.features = features.clone();
        this.labels = labels.clone();
    }

    /** How many samples. */
    public int size() {
        return labels.length;
    }

    /** Values per sample. */
    public int length() {
        return length;
    }

    /** All values, sample after sample; a copy. */
    public float[] features() {
        return features.clone();
    }

    /** The values of one sample; a copy. */
    public float[] features(int sample) {
        return Arrays.copyOfRange(features, sample * length, (sample + 1) * length);
    }

    /** The class of one sample. */
    public int label(int sample) {
        return labels[sample];
    }

    /** The class of every sample; a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /** Samples {@code from} (inclusive) to {@code to} (exclusive). */
    public Samples range(int from, int to) {
        return new Samples(length, Arrays.copyOfRange(features, from * length, to * length), Arrays.copyOfRange(labels, from, to));
    }
}
