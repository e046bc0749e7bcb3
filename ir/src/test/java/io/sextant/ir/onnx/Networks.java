package io.sextant.ir.onnx;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Small networks of the kinds that are searched, with random weights that depend on nothing but their order. */
final class Networks {
    private final GraphBuilder graph;
    private long seed = 1;

    private Networks(String name) {
        graph = new GraphBuilder(name);
    }

    /** Squeeze-excite by 1x1 convolutions and residuals over (1, 40, 1), as in the space mnist1d. */
    static Graph mnist1d() {
        Networks net = new Networks("mnist1d");
        Value x = net.graph.input("signal", TensorType.f32(1, 40, 1));
        x = net.unary(net.batchNorm(net.convolution(x, 16, 5, 2, 1)), Unary.Kind.RELU);
        x = net.invertedResidual(x, 16, 3, 1, Unary.Kind.HARD_SWISH, true);
        x = net.invertedResidual(x, 24, 5, 2, Unary.Kind.SILU, true);
        x = net.invertedResidual(x, 24, 7, 1, Unary.Kind.RELU6, false);
        return net.classifier(x, 10);
    }

    /** Inverted residuals with batch normalisation and relu6 over (1, 32, 32, 3) (Sandler et al., 2018). */
    static Graph mobileNetV2() {
        Networks net = new Networks("mobilenet_v2");
        Value x = net.graph.input("image", TensorType.f32(1, 32, 32, 3));
        x = net.unary(net.batchNorm(net.convolution(x, 16, 3, 2, 1)), Unary.Kind.RELU6);
        x = net.invertedResidual(x, 16, 3, 1, Unary.Kind.RELU6, false);
        x = net.invertedResidual(x, 24, 3, 2, Unary.Kind.RELU6, false);
        x = net.invertedResidual(x, 24, 5, 1, Unary.Kind.HARD_SWISH, true);
        x = net.graph.add(new Pool(x, Pool.Kind.MAX, List.of(3, 3), List.of(2, 2), List.of(0, 1), List.of(1, 1), false));
        return net.classifier(x, 10);
    }

    /** Patches by convolution, one block of two-headed attention and a GELU perceptron, over (1, 8, 8, 3). */
    static Graph transformer() {
        Networks net = new Networks("transformer");
        Value image = net.graph.input("image", TensorType.f32(1, 8, 8, 3));
        Value x = net.graph.add(new Convolution(image, net.weights(2, 2, 3, 16), Optional.of(net.weights(16)), List.of(2, 2),
            List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
        x = net.graph.add(new Reshape(x, List.of(1, 16, 16)));
        x = net.graph.add(new Binary(x, net.weights(16, 16), Binary.Kind.ADD));
        x = net.graph.add(new Binary(x, net.attention(net.layerNorm(x), 2), Binary.Kind.ADD));
        Value hidden = net.unary(net.dense(net.layerNorm(x), 32), Unary.Kind.GELU);
        x = net.graph.add(new Binary(x, net.dense(hidden, 16), Binary.Kind.ADD));
        net.graph.output("tokens", net.layerNorm(x));
        return net.graph.build();
    }

    private Value attention(Value x, int heads) {
        int tokens = x.type().dim(1);
        int width = x.type().dim(2);
        List<Value> projected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Value split = graph.add(new Reshape(dense(x, width), List.of(1, tokens, heads, width / heads)));
            projected.add(graph.add(new Transpose(split, i == 1 ? List.of(0, 2, 3, 1) : List.of(0, 2, 1, 3))));
        }
        Value scores = graph.add(new MatMul(projected.get(0), projected.get(1)));
        Value scaled = graph.add(new Binary(scores, graph.constant(Tensor.filled(TensorType.f32(), 0.35f)), Binary.Kind.MUL));
        Value mixed = graph.add(new MatMul(graph.add(new Softmax(scaled, 3)), projected.get(2)));
        Value joined = graph.add(new Transpose(mixed, List.of(0, 2, 1, 3)));
        return dense(graph.add(new Reshape(joined, List.of(1, tokens, width))), width);
    }

    private Graph classifier(Value x, int classes) {
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value flat = graph.add(new Reshape(pooled, List.of(1, x.type().shape().last())));
        graph.output("logits", dense(flat, classes));
        return graph.build();
    }

    private Value invertedResidual(Value x, int channels, int kernel, int stride, Unary.Kind activation, boolean squeezeExcite) {
        int expanded = x.type().shape().last() * 2;
        Value y = unary(batchNorm(convolution(x, expanded, 1, 1, 1)), activation);
        y = unary(batchNorm(convolution(y, expanded, kernel, stride, expanded)), activation);
        if (squeezeExcite) {
            Value squeezed = unary(convolution(graph.add(new GlobalPool(y, Pool.Kind.AVERAGE)), expanded / 4, 1, 1, 1),
                Unary.Kind.RELU);
            Value gate = unary(convolution(squeezed, expanded, 1, 1, 1), Unary.Kind.SIGMOID);
            y = graph.add(new Binary(y, gate, Binary.Kind.MUL));
        }
        y = batchNorm(convolution(y, channels, 1, 1, 1));
        return y.type().equals(x.type()) ? graph.add(new Binary(y, x, Binary.Kind.ADD)) : y;
    }

    private Value convolution(Value x, int channels, int kernel, int stride, int groups) {
        int spatial = x.type().rank() - 2;
        List<Integer> filter = new ArrayList<>(Collections.nCopies(spatial, kernel));
        filter.add(x.type().shape().last() / groups);
        filter.add(channels);
        List<Integer> pads = Collections.nCopies(spatial, kernel / 2);
        return graph.add(new Convolution(x, weights(filter.stream().mapToInt(i -> i).toArray()), Optional.of(weights(channels)),
            Collections.nCopies(spatial, stride), pads, pads, Collections.nCopies(spatial, 1), groups));
    }

    private Value batchNorm(Value x) {
        int channels = x.type().shape().last();
        Value variance = graph.constant(Tensor.filled(TensorType.f32(channels), 0.7f));
        return graph.add(new BatchNorm(x, weights(channels), weights(channels), weights(channels), variance, 1e-5f));
    }

    private Value layerNorm(Value x) {
        int channels = x.type().shape().last();
        return graph.add(new LayerNorm(x, weights(channels), weights(channels), 1e-6f));
    }

    private Value dense(Value x, int outputs) {
        return graph.add(new Dense(x, weights(x.type().shape().last(), outputs), Optional.of(weights(outputs))));
    }

    private Value unary(Value x, Unary.Kind kind) {
        return graph.add(new Unary(x, kind));
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), seed++, 0.5f));
    }
}
