package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;

/** Parts of inverted residual blocks (Sandler et al., 2018) on square images; weights are random. */
public final class InvertedResiduals {
    private InvertedResiduals() {
    }

    /** Expansion with ReLU6 and projection, to which the input is added. */
    public static Graph pointwisePair(int channels, int expanded, int extent) {
        LayerStack network = stack("pointwise_pair", channels, extent);
        Value input = network.last();
        return network.convolution(1, expanded, 1).activation(Unary.Kind.RELU6).convolution(1, channels, 1).add(input).build("output");
    }

    /** A 3 x 3 depthwise convolution with ReLU6. */
    public static Graph depthwise(int channels, int extent) {
        return stack("depthwise", channels, extent).depthwise(3, 1).activation(Unary.Kind.RELU6).build("output");
    }

    private static LayerStack stack(String name, int channels, int extent) {
        return new LayerStack(name, LayerStack.Weights.BY_FAN_IN, 1, extent, extent, channels);
    }
}
