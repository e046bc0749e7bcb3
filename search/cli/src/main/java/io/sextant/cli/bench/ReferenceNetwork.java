package io.sextant.cli.bench;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The network whose time tells the pace of the machine: inverted residuals (Sandler et al., 2018) with activations that leave the second
 * level of a cache and such that do not, 34 million multiply-accumulates; about a millisecond on one core. It must never change: times
 * that are stored are told at the pace of this one.
 */
final class ReferenceNetwork {
    private static final TensorType INPUT = TensorType.f32(1, 56, 56, 24);
    private static final float BIAS = 0.1f;

    private final GraphBuilder graph = new GraphBuilder("reference");
    private long seed = 1;

    private ReferenceNetwork() {
    }

    static Graph graph() {
        return new ReferenceNetwork().build();
    }

    private Graph build() {
        Value wide = invertedResidual(graph.input("input", INPUT), 3);
        Value narrow = convolution(wide, Shape.of(1, 1, 24, 80), 4, 1);
        return graph.output("output", invertedResidual(invertedResidual(narrow, 4), 4)).build();
    }

    private Value invertedResidual(Value input, int expansion) {
        int channels = input.type().shape().last();
        int expanded = expansion * channels;
        Value value = relu(convolution(input, Shape.of(1, 1, channels, expanded), 1, 1));
        value = relu(convolution(value, Shape.of(3, 3, 1, expanded), 1, expanded));
        value = convolution(value, Shape.of(1, 1, expanded, channels), 1, 1);
        return graph.add(new Binary(input, value, Binary.Kind.ADD));
    }

    private Value relu(Value value) {
        return graph.add(new Unary(value, Unary.Kind.RELU));
    }

    private Value convolution(Value input, Shape filter, int stride, int groups) {
        float bound = (float) Math.sqrt(6.0 * filter.last() / filter.elements());
        Value weights = graph.constant(Tensor.random(new TensorType(DType.F32, filter), seed++, bound));
        Value bias = graph.constant(Tensor.random(TensorType.f32(filter.last()), seed++, BIAS));
        List<Integer> pad = List.of(filter.dim(0) / 2, filter.dim(1) / 2);
        return graph.add(new Convolution(input, weights, Optional.of(bias), List.of(stride, stride), pad, pad, List.of(1, 1), groups));
    }
}
