package io.sextant.ir.quantize;

import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a graph is to be quantised.
 *
 * @param rounding  the arithmetic of all integer operators
 * @param real      ids of the results whose operators stay in f32, with the activation that would be fused into them
 * @param realPorts whether the graph's inputs and outputs stay f32; else they become i8
 * @param dense     how weights of fully connected layers are quantised; filters have a scale for each output channel
 */
public record Plan(Rounding rounding, Set<Integer> real, boolean realPorts, WeightScheme dense) {
    public Plan {
        real = Set.copyOf(real);
    }

    /**
     * Everything on integers that can be, between f32 inputs and outputs. Weights have a scale for each output channel; but those of
     * fully connected layers have one under TFLite's rounding, since TFLite Micro's kernels take no other.
     */
    public static Plan of(Rounding rounding) {
        return new Plan(rounding, Set.of(), true, switch (rounding) {
            case TFLITE -> WeightScheme.PER_TENSOR;
            case QDQ -> WeightScheme.PER_CHANNEL;
        });
    }

    /** With these results in f32 too. */
    public Plan keeping(Set<Integer> results) {
        Set<Integer> more = new LinkedHashSet<>(real);
        more.addAll(results);
        return new Plan(rounding, more, realPorts, dense);
    }

    /** With inputs and outputs of i8. */
    public Plan withIntegerPorts() {
        return new Plan(rounding, real, false, dense);
    }

    /** What the operator with this result is to compute with, if it has a form on integers. */
    public Precision precision(Value result) {
        return real.contains(result.id()) ? Precision.F32 : Precision.I8;
    }

    @Override
    public String toString() {
        return rounding + ", " + (realPorts ? "f32" : "i8") + " ports, dense " + dense + ", f32 " + new TreeSet<>(real);
    }
}
