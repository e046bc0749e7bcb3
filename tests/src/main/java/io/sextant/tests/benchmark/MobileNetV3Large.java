package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * MobileNetV3-Large at width 1.0 for images of 224 x 224 and 1000 classes (Howard et al., 2019, table 1), with batch normalisations not
 * folded, as exporters write a network in training; weights are random.
 */
public final class MobileNetV3Large {
    private static final float EPSILON = 1e-3f;

    private final GraphBuilder graph = new GraphBuilder("mobilenet_v3_large");
    private long seed = 1;

    /** A row of the table: kernel, expanded and output channels, squeeze-excite, the activation, stride. */
    private record Row(int kernel, int expanded, int channels, boolean squeeze, Unary.Kind activation, int stride) {
    }

    private static final Unary.Kind RE = Unary.Kind.RELU;
    private static final Unary.Kind HS = Unary.Kind.HARD_SWISH;
    private static final List<Row> ROWS = List.of(new Row(3, 16, 16, false, RE, 1), new Row(3, 64, 24, false, RE, 2),
        new Row(3, 72, 24, false, RE, 1), new Row(5, 72, 40, true, RE, 2), new Row(5, 120, 40, true, RE, 1),
        new Row(5, 120, 40, true, RE, 1), new Row(3, 240, 80, false, HS, 2), new Row(3, 200, 80, false, HS, 1),
        new Row(3, 184, 80, false, HS, 1), new Row(3, 184, 80, false, HS, 1), new Row(3, 480, 112, true, HS, 1),
        new Row(3, 672, 112, true, HS, 1), new Row(5, 672, 160, true, HS, 2), new Row(5, 960, 160, true, HS, 1),
        new Row(5, 960, 160, true, HS, 1));

    private MobileNetV3Large() {
    }

    /** The network: input {@code input} f32 (1, 224, 224, 3), output {@code logits} f32 (1, 1000). */
    public static Graph graph() {
        return new MobileNetV3Large().build();
    }

    private Graph build() {
        Value x = activated(normalised(graph.input("input", TensorType.f32(1, 224, 224, 3)), 3, 16, 2, 1), HS);
        for (Row row : ROWS) {
            x = block(x, row);
        }
        x = activated(normalised(x, 1, 960, 1, 1), HS);
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value flat = graph.add(new Reshape(pooled, List.of(1, 960)));
        Value logits = dense(activated(dense(flat, 1280), HS), 1000);
        return graph.output("logits", logits).build();
    }

    private Value block(Value x, Row row) {
        int incoming = x.type().shape().last();
        Value wide = row.expanded() == incoming ? x : activated(normalised(x, 1, row.expanded(), 1, 1), row.activation());
        Value inner = activated(normalised(wide, row.kernel(), row.expanded(), row.stride(), row.expanded()), row.activation());
        Value narrow = normalised(row.squeeze() ? squeezeExcite(inner) : inner, 1, row.channels(), 1, 1);
        return row.stride() == 1 && incoming == row.channels() ? graph.add(new Binary(narrow, x, Binary.Kind.ADD)) : narrow;
    }

    private Value squeezeExcite(Value x) {
        int channels = x.type().shape().last();
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value reduced = activated(convolution(pooled, 1, divisibleByEight(channels / 4), 1, 1, true), RE);
        Value gate = activated(convolution(reduced, 1, channels, 1, 1, true), Unary.Kind.HARD_SIGMOID);
        return graph.add(new Binary(x, gate, Binary.Kind.MUL));
    }

    /** The nearest multiple of eight that does not lose more than a tenth. */
    private static int divisibleByEight(int channels) {
        int rounded = Math.max(8, (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    private Value activated(Value x, Unary.Kind kind) {
        return graph.add(new Unary(x, kind));
    }

    private Value normalised(Value x, int kernel, int channels, int stride, int groups) {
        Value y = convolution(x, kernel, channels, stride, groups, false);
        Value variance = graph.constant(Tensor.filled(TensorType.f32(channels), 0.8f));
        return graph.add(new BatchNorm(y, weights(channels), weights(channels), weights(channels), variance, EPSILON));
    }

    private Value convolution(Value x, int kernel, int channels, int stride, int groups, boolean biased) {
        List<Integer> pads = List.of(kernel / 2, kernel / 2);
        Optional<Value> bias = biased ? Optional.of(weights(channels)) : Optional.empty();
        return graph.add(new Convolution(x, weights(kernel, kernel, x.type().shape().last() / groups, channels), bias,
            List.of(stride, stride), pads, pads, List.of(1, 1), groups));
    }

    private Value dense(Value x, int units) {
        return graph.add(new Dense(x, weights(x.type().shape().last(), units), Optional.of(weights(units))));
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), seed++, 0.1f));
    }
}
