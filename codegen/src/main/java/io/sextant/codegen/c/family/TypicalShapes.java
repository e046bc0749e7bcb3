package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Single kernels of networks; images are square, and weights random. */
final class TypicalShapes {
    private static final float BOUND = 0.1f;

    private TypicalShapes() {
    }

    /** One operator on an input of its own. */
    static Graph of(String name, TensorType input, Function<Made, Op> operator) {
        Made made = new Made(new GraphBuilder(name), input);
        return made.graph.output("y", made.graph.add(operator.apply(made))).build();
    }

    /** A graph in the making. */
    record Made(GraphBuilder graph, Value x) {
        Made(GraphBuilder graph, TensorType input) {
            this(graph, graph.input("x", input));
        }

        Value weights(int... dims) {
            return graph.constant(Tensor.random(TensorType.f32(dims), dims[0], BOUND));
        }

        Value input(String name, int... dims) {
            return graph.input(name, TensorType.f32(dims));
        }
    }

    /** With ReLU6 behind it. */
    static Graph convolution(int kernel, int stride, int extent, int channels, int filters) {
        return windowed("convolution " + kernel + "x" + kernel + "/" + stride + " " + extent + "x" + extent + "x" + channels + " to " + filters,
            TensorType.f32(1, extent, extent, channels), new int[] {kernel, kernel, channels, filters}, stride);
    }

    /** With ReLU6 behind it. */
    static Graph depthwise(int kernel, int stride, int extent, int channels) {
        return windowed("depthwise " + kernel + "x" + kernel + "/" + stride + " " + extent + "x" + extent + "x" + channels,
            TensorType.f32(1, extent, extent, channels), new int[] {kernel, kernel, 1, channels}, stride);
    }

    private static Graph windowed(String name, TensorType input, int[] filter, int stride) {
        return of(name, input, made -> relu6(made, made.x, filter, stride));
    }

    /** Of stride 2, with ReLU6 behind the first two convolutions. */
    static Graph invertedResidual(int extent, int channels, int expanded, int filters) {
        return of("inverted_residual " + extent + "x" + extent + "x" + channels + " by " + expanded + " to " + filters,
            TensorType.f32(1, extent, extent, channels), made -> {
                Value wide = made.graph.add(relu6(made, made.x, new int[] {1, 1, channels, expanded}, 1));
                Value filtered = made.graph.add(relu6(made, wide, new int[] {3, 3, 1, expanded}, 2));
                return convolution(made, filtered, new int[] {1, 1, expanded, filters}, 1);
            });
    }

    private static Op relu6(Made made, Value x, int[] filter, int stride) {
        return new Unary(made.graph.add(convolution(made, x, filter, stride)), Unary.Kind.RELU6);
    }

    private static Op convolution(Made made, Value x, int[] filter, int stride) {
        List<Integer> pad = List.of(filter[0] / 2, filter[0] / 2);
        return new Convolution(x, made.weights(filter), Optional.of(made.weights(filter[3])), List.of(stride, stride), pad, pad, List.of(1, 1),
            x.type().dim(3) / filter[2]);
    }

    static Graph dense(int rows, int inner, int columns) {
        return of("dense " + rows + "x" + inner + " to " + columns, TensorType.f32(rows, inner),
            made -> new Dense(made.x, made.weights(inner, columns), Optional.of(made.weights(columns))));
    }

    /** As many products as an attention has heads. */
    static Graph product(int heads, int rows, int inner, int columns) {
        return of("mat_mul " + heads + " of " + rows + "x" + inner + "x" + columns, TensorType.f32(heads, rows, inner),
            made -> new MatMul(made.x, made.input("other", heads, inner, columns)));
    }

    static Graph pool(int kernel, int stride, int extent, int channels) {
        List<Integer> pad = List.of(kernel / 2, kernel / 2);
        return of("max pool " + kernel + "x" + kernel + "/" + stride + " " + extent + "x" + extent + "x" + channels,
            TensorType.f32(1, extent, extent, channels),
            made -> new Pool(made.x, Pool.Kind.MAX, List.of(kernel, kernel), List.of(stride, stride), pad, pad, false));
    }

    static Graph globalPool(int extent, int channels) {
        return of("mean of " + extent + "x" + extent + "x" + channels, TensorType.f32(1, extent, extent, channels),
            made -> new GlobalPool(made.x, Pool.Kind.AVERAGE));
    }

    /** By dense layers, SiLU and sigmoid (Tan and Le, 2019). */
    static Graph squeezeExcite(int extent, int channels, int hidden) {
        return of("squeeze_excite " + extent + "x" + extent + "x" + channels + " by " + hidden, TensorType.f32(1, extent, extent, channels), made -> {
            Value mean = made.graph.add(new GlobalPool(made.x, Pool.Kind.AVERAGE));
            Value squeezed = made.graph.add(new Dense(mean, made.weights(channels, hidden), Optional.of(made.weights(hidden))));
            Value excited = made.graph.add(new Dense(made.graph.add(new Unary(squeezed, Unary.Kind.SILU)), made.weights(hidden, channels),
                Optional.of(made.weights(channels))));
            return new Binary(made.x, made.graph.add(new Unary(excited, Unary.Kind.SIGMOID)), Binary.Kind.MUL);
        });
    }

    static Graph softmax(int rows, int columns) {
        return of("softmax " + rows + "x" + columns, TensorType.f32(rows, columns), made -> new Softmax(made.x, 1));
    }

    /** Of one sequence, heads apart. */
    static Graph attention(int heads, int length, int inner) {
        return of("attention " + heads + " heads of " + length + "x" + inner, TensorType.f32(heads, length, inner), made -> {
            Value scores = made.graph.add(new MatMul(made.x, made.input("keys", heads, inner, length)));
            Value scale = made.graph.constant(Tensor.filled(TensorType.f32(), (float) (1 / Math.sqrt(inner))));
            Value shares = made.graph.add(new Softmax(made.graph.add(new Binary(scores, scale, Binary.Kind.MUL)), 2));
            return new MatMul(shares, made.input("values", heads, length, inner));
        });
    }

    static Graph layerNorm(int rows, int columns) {
        return of("layer_norm " + rows + "x" + columns, TensorType.f32(rows, columns),
            made -> new LayerNorm(made.x, made.weights(columns), made.weights(columns), 1e-5f));
    }

    static Graph resize(int extent, int size, int channels) {
        return of("resize " + extent + " to " + size + ", " + channels + " channels", TensorType.f32(1, extent, extent, channels),
            made -> new Resize(made.x, List.of(size, size), Resize.Mode.LINEAR));
    }

    /** Over positions, as global pooling is also written. */
    static Graph mean(int extent, int channels) {
        return of("reduce " + extent + "x" + extent + "x" + channels, TensorType.f32(1, extent, extent, channels),
            made -> new Reduce(made.x, Reduce.Kind.MEAN, List.of(1, 2), true));
    }

    /** Channels of an image times a factor each. */
    static Graph scaled(int extent, int channels) {
        return of("scaled " + extent + "x" + extent + "x" + channels, TensorType.f32(1, extent, extent, channels),
            made -> new Binary(made.x, made.input("factors", 1, 1, 1, channels), Binary.Kind.MUL));
    }

    /** The heads of an attention before its positions. */
    static Graph transposed(int positions, int heads, int columns) {
        return of("transpose " + positions + "x" + heads + "x" + columns, TensorType.f32(1, positions, heads, columns),
            made -> new Transpose(made.x, List.of(0, 2, 1, 3)));
    }

    /** The features of a template over those of a search image, as trackers do (Bertinetto et al., 2016). */
    static Graph correlation(int kernel, int extent, int channels) {
        return of("correlation " + kernel + "x" + kernel + " over " + extent + "x" + extent + "x" + channels,
            TensorType.f32(1, extent, extent, channels), made -> new Convolution(made.x, made.input("template", kernel, kernel, 1, channels),
                Optional.empty(), List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1), channels));
    }

    /** Over the middle of three dimensions. */
    static Graph softmaxOfChannels(int channels, int positions) {
        return of("softmax of " + channels + " before " + positions, TensorType.f32(1, channels, positions), made -> new Softmax(made.x, 1));
    }

    /** In front of a convolution (He et al., 2016, pre-activation). */
    static Graph batchNorm(int extent, int channels) {
        return of("batch_norm " + extent + "x" + extent + "x" + channels, TensorType.f32(1, extent, extent, channels),
            made -> new Unary(made.graph.add(new BatchNorm(made.x, made.weights(channels), made.weights(channels), made.weights(channels),
                made.graph.constant(Tensor.filled(TensorType.f32(channels), 1)), 1e-5f)), Unary.Kind.RELU));
    }

    static Graph lstm(int positions, int channels, int hidden) {
        return of("lstm " + positions + "x" + channels + " of " + hidden, TensorType.f32(1, positions, channels),
            made -> new Lstm(made.x, made.weights(1, channels, 4 * hidden), made.weights(1, hidden, 4 * hidden),
                Optional.of(made.weights(1, 8 * hidden)), Optional.empty(), Optional.empty(), Recurrence.Direction.FORWARD,
                Lstm.Result.STATES));
    }

    static Graph gru(int positions, int channels, int hidden) {
        return of("gru " + positions + "x" + channels + " of " + hidden, TensorType.f32(1, positions, channels),
            made -> new Gru(made.x, made.weights(1, channels, 3 * hidden), made.weights(1, hidden, 3 * hidden),
                Optional.of(made.weights(1, 6 * hidden)), Optional.empty(), Recurrence.Direction.FORWARD, true, Gru.Result.STATES));
    }

    static Graph meanOfChannels(int positions, int channels) {
        return of("reduce " + positions + "x" + channels, TensorType.f32(1, positions, channels),
            made -> new Reduce(made.x, Reduce.Kind.MEAN, List.of(2), true));
    }

    /** The class of each pixel. */
    static Graph positions(int extent, int classes) {
        return of("arg_reduce " + extent + "x" + extent + "x" + classes, TensorType.f32(1, extent, extent, classes),
            made -> new ArgReduce(made.x, ArgReduce.Kind.MAX, 3, false));
    }

    /** Scores of an attention where a mask says so. */
    static Graph masked(int heads, int positions) {
        return of("select " + heads + "x" + positions + "x" + positions, TensorType.f32(1, heads, positions, positions),
            made -> new Select(made.graph.input("mask", new TensorType(DType.BOOL, Shape.of(1, 1, positions, positions))), made.x,
                made.graph.constant(Tensor.filled(TensorType.f32(), -1e9f))));
    }

    /** The channels of two groups in turns (Zhang et al., 2018). */
    static Graph shuffled(int extent, int channels) {
        return of("shuffle " + extent + "x" + extent + "x" + channels, TensorType.f32(extent * extent, 2, channels / 2),
            made -> new Transpose(made.x, List.of(0, 2, 1)));
    }

    static Graph embedded(int tokens, int words, int channels) {
        return of("gather " + tokens + " of " + words + "x" + channels, new TensorType(DType.I64, Shape.of(1, tokens)),
            made -> new Gather(made.weights(words, channels), made.x, 0));
    }
}
