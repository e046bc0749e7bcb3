package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An f32 graph's constants as integers, rounded to the nearest, of two to the even one. Of nominal ranges nothing is read, and all
 * integers are 0.
 */
final class Constants {
    private static final int GREATEST_WEIGHT = 127;
    /** Keeps sums of products and bias within 32 bits. */
    private static final double GREATEST_BIAS = 1 << 30;
    /** Of a channel without weights: its bias alone counts, and has this many steps. */
    private static final double STEPS_OF_LONE_BIAS = 1 << 15;
    /** Below it the product of two scales is no normal f32. */
    private static final double LEAST_BIAS_SCALE = 1e-30;

    private final Graph graph;
    private final boolean nominal;

    Constants(Graph graph, Ranges ranges) {
        this.graph = graph;
        this.nominal = ranges.isNominal();
    }

    /** Of one scale and zero point. */
    Tensor asActivation(Value constant, Quantisation scheme) {
        TensorType type = new TensorType(DType.I8, constant.type().shape(), Optional.of(scheme));
        if (nominal) {
            return Tensor.zeros(type);
        }
        float[] values = graph.constants().get(constant).floats();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double rounded = Math.rint(values[i] / (double) scheme.scale()) + scheme.zeroPoint();
            integers[i] = clamped(rounded, DType.I8.least(), DType.I8.greatest());
        }
        return Tensor.ofInts(type, integers);
    }

    /**
     * Symmetric weights, whose last axis is that of the output channels.
     *
     * @param bias       of the same layer
     * @param inputScale of the layer's input: the bias has the scale of input times weights, and must be held by 32 bits of it
     */
    Tensor weights(Value weights, Optional<Value> bias, float inputScale, WeightScheme scheme) {
        int channels = weights.type().shape().last();
        if (nominal) {
            return Tensor.zeros(symmetric(weights.type(), Collections.nCopies(channels, 1f), scheme));
        }
        float[] values = graph.constants().get(weights).floats();
        Optional<float[]> summands = bias.map(value -> graph.constants().get(value).floats());
        double[] greatest = new double[channels];
        for (int i = 0; i < values.length; i++) {
            greatest[i % channels] = Math.max(greatest[i % channels], Math.abs(values[i]));
        }
        List<Float> scales = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            double summand = summands.isPresent() ? Math.abs(summands.get()[c]) : 0;
            scales.add(scale(greatest[c], summand, inputScale));
        }
        if (scheme == WeightScheme.PER_TENSOR) {
            scales = Collections.nCopies(channels, Collections.max(scales));
        }
        return integers(symmetric(weights.type(), scales, scheme), values, scales, GREATEST_WEIGHT);
    }

    private static float scale(double greatest, double bias, float inputScale) {
        double scale = Math.max(greatest / GREATEST_WEIGHT, bias / inputScale / (greatest == 0 ? STEPS_OF_LONE_BIAS : GREATEST_BIAS));
        return scale == 0 ? 1 : (float) Math.max(scale, LEAST_BIAS_SCALE / inputScale);
    }

    private static TensorType symmetric(TensorType real, List<Float> scales, WeightScheme scheme) {
        Quantisation quantisation = switch (scheme) {
            case PER_TENSOR -> Quantisation.perTensor(scales.get(0), 0);
            case PER_CHANNEL -> Quantisation.perAxis(scales, real.rank() - 1);
        };
        return new TensorType(DType.I8, real.shape(), Optional.of(quantisation));
    }

    /** A bias of 32 bits with the scales of input times weights. */
    Tensor bias(Value bias, Quantisation input, Quantisation weights) {
        Quantisation scheme = Quantisation.ofBias(input, weights);
        TensorType type = new TensorType(DType.I32, bias.type().shape(), Optional.of(scheme));
        return nominal ? Tensor.zeros(type) : integers(type, graph.constants().get(bias).floats(), scheme.scales(), Integer.MAX_VALUE);
    }

    private static Tensor integers(TensorType type, float[] values, List<Float> scales, int bound) {
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = clamped(Math.rint(values[i] / (double) scales.get(i % scales.size())), -bound, bound);
        }
        return Tensor.ofInts(type, integers);
    }

    private static int clamped(double value, long least, long greatest) {
        return (int) Math.max(least, Math.min(greatest, value));
    }
}
