package io.sextant.ir.type;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * What real number an integer q of a quantised tensor stands for: scale (q - zeroPoint), as TFLite's quantisation specification and
 * ONNX's DequantizeLinear have it. One scale and zero point for the whole tensor, or one of each for every position on an axis.
 * <ul>
 * <li>C1: each scale is positive and finite
 * <li>C2: as many zero points as scales, at least one
 * <li>C3: without an axis there is one of each; an axis is not negative
 * </ul>
 * Written {@code 0.0235:-128}, on an axis {@code 0.5:0,0.25:0@3}.
 */
public record Quantisation(List<Float> scales, List<Integer> zeroPoints, OptionalInt axis) {
    public Quantisation {
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
        for (float scale : scales) {
            IllTyped.unless(scale > 0 && Float.isFinite(scale), "quantisation C1", "a scale is positive and finite, got %s", scale);
        }
        IllTyped.unless(!scales.isEmpty() && scales.size() == zeroPoints.size(), "quantisation C2",
            "as many zero points as scales, got %d and %d", zeroPoints.size(), scales.size());
        IllTyped.unless(axis.isPresent() ? axis.getAsInt() >= 0 : scales.size() == 1, "quantisation C3",
            "one scale, or an axis that is not negative, got %d scales and axis %s", scales.size(), axis);
    }

    public static Quantisation perTensor(float scale, int zeroPoint) {
        return new Quantisation(List.of(scale), List.of(zeroPoint), OptionalInt.empty());
    }

    /** One scale for each position on {@code axis}; all zero points are 0. */
    public static Quantisation perAxis(List<Float> scales, int axis) {
        return new Quantisation(scales, Collections.nCopies(scales.size(), 0), OptionalInt.of(axis));
    }

    /** That of a bias of products: the scale of {@code input}, which has one, times those of {@code weights}; zero points 0. */
    public static Quantisation ofBias(Quantisation input, Quantisation weights) {
        List<Float> scales = weights.scales.stream().map(scale -> input.scale() * scale).toList();
        return weights.isPerTensor() ? perTensor(scales.get(0), 0) : perAxis(scales, 0);
    }

    public boolean isPerTensor() {
        return axis.isEmpty();
    }

    /** The scale at {@code position} on the axis; of the whole tensor where there is no axis. */
    public float scale(int position) {
        return scales.get(isPerTensor() ? 0 : position);
    }

    /** The zero point at {@code position} on the axis; of the whole tensor where there is no axis. */
    public int zeroPoint(int position) {
        return zeroPoints.get(isPerTensor() ? 0 : position);
    }

    /** The scale of a tensor that has one. */
    public float scale() {
        requirePerTensor();
        return scales.get(0);
    }

    /** The zero point of a tensor that has one. */
    public int zeroPoint() {
        requirePerTensor();
        return zeroPoints.get(0);
    }

    private void requirePerTensor() {
        if (!isPerTensor()) {
            throw new IllegalStateException("each position on axis " + axis.getAsInt() + " has a scale of its own");
        }
    }

    /**
     * The quantisation that stands for all of this form: every scale is 1, and every zero point 0, or 1 where one of them is not 0. What
     * a kernel costs depends on that form and not on the numbers.
     */
    public Quantisation nominal() {
        int zero = zeroPoints.stream().allMatch(point -> point == 0) ? 0 : 1;
        return new Quantisation(Collections.nCopies(scales.size(), 1f), Collections.nCopies(scales.size(), zero), axis);
    }

    /**
     * Parses the written form.
     *
     * @throws IllTyped if {@code text} is not of that form
     */
    public static Quantisation parse(String text) {
        return QuantisationText.parse(text);
    }

    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(",");
        for (int i = 0; i < scales.size(); i++) {
            joiner.add(Decimal.text(scales.get(i), DType.F32) + ":" + zeroPoints.get(i));
        }
        return joiner + (axis.isPresent() ? "@" + axis.getAsInt() : "");
    }
}
