package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Graphs of one operator each, with random constants, in every variant that training treats in its own way. */
final class SmallGraphs {
    private static final TensorType LINE = TensorType.f32(1, 9, 6);
    private static final TensorType PLANE = TensorType.f32(1, 7, 5, 6);

    private final Map<String, Graph> graphs = new LinkedHashMap<>();

    private SmallGraphs() {
    }

    static Map<String, Graph> all() {
        SmallGraphs all = new SmallGraphs();
        all.convolutions();
        all.products();
        all.pools();
        all.normalisations();
        all.elementWise();
        all.movements();
        return all.graphs;
    }

    private void add(String name, TensorType input, BiFunction<GraphBuilder, Value, Value> body) {
        GraphBuilder builder = new GraphBuilder(name);
        Value x = builder.input("x", input);
        graphs.put(name, builder.output("y", body.apply(builder, x)).build());
    }

    static Value random(GraphBuilder builder, int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), Arrays.hashCode(dims), 1));
    }

    private static Value positive(GraphBuilder builder, int channels) {
        float[] values = new float[channels];
        for (int i = 0; i < channels; i++) {
            values[i] = 0.5f + i * 0.3f;
        }
        return builder.constant(Tensor.of(TensorType.f32(channels), values));
    }

    /** @param geometry stride, zeros before, zeros after, dilation and groups */
    private void convolution(String name, TensorType input, List<Integer> kernel, List<Integer> geometry, int filters) {
        add(name, input, (builder, x) -> {
            int groups = geometry.get(4);
            int[] dims = new int[kernel.size() + 2];
            for (int i = 0; i < kernel.size(); i++) {
                dims[i] = kernel.get(i);
            }
            dims[kernel.size()] = input.shape().last() / groups;
            dims[kernel.size() + 1] = filters;
            return builder.add(new Convolution(x, random(builder, dims), Optional.of(random(builder, filters)),
                repeated(geometry.get(0), kernel), repeated(geometry.get(1), kernel), repeated(geometry.get(2), kernel),
                repeated(geometry.get(3), kernel), groups));
        });
    }

    private static List<Integer> repeated(int value, List<Integer> kernel) {
        return kernel.stream().map(k -> value).toList();
    }

    private void convolutions() {
        convolution("convolution of a line", LINE, List.of(3), List.of(1, 1, 1, 1, 1), 4);
        convolution("strided convolution with uneven padding", LINE, List.of(4), List.of(2, 2, 1, 1, 1), 4);
        convolution("dilated convolution in groups", LINE, List.of(3), List.of(1, 2, 2, 2, 2), 8);
        convolution("depthwise convolution, short", LINE, List.of(3), List.of(1, 1, 1, 1, 6), 6);
        convolution("depthwise convolution, long", LINE, List.of(7), List.of(2, 3, 3, 1, 6), 12);
        convolution("pointwise convolution", LINE, List.of(1), List.of(1, 0, 0, 1, 1), 5);
        convolution("pointwise convolution with stride", LINE, List.of(1), List.of(2, 0, 0, 1, 1), 5);
        convolution("convolution of one channel", TensorType.f32(1, 9, 1), List.of(5), List.of(2, 2, 2, 1, 1), 4);
        convolution("convolution of a plane", PLANE, List.of(3, 2), List.of(1, 1, 1, 1, 1), 4);
        convolution("convolution of a plane with uneven padding", PLANE, List.of(3, 2), List.of(2, 0, 1, 1, 3), 9);
        convolution("pointwise convolution of a plane", PLANE, List.of(1, 1), List.of(1, 0, 0, 1, 1), 4);
        convolution("depthwise convolution of a plane", PLANE, List.of(5, 5), List.of(1, 2, 2, 1, 6), 6);
    }

    private void products() {
        add("dense", TensorType.f32(1, 6), (b, x) -> b.add(new Dense(x, random(b, 6, 4), Optional.of(random(b, 4)))));
        add("dense at every position, no bias", LINE, (b, x) -> b.add(new Dense(x, random(b, 6, 4), Optional.empty())));
        add("matrix product with a constant", TensorType.f32(1, 6), (b, x) -> b.add(new MatMul(x, random(b, 6, 4))));
        add("matrix product of a sample with itself", LINE,
            (b, x) -> b.add(new MatMul(x, b.add(new Transpose(x, List.of(0, 2, 1))))));
        add("matrix product from the left by a constant", LINE, (b, x) -> b.add(new MatMul(random(b, 1, 3, 9), x)));
    }

    private void pools() {
        for (Pool.Kind kind : Pool.Kind.values()) {
            for (boolean counted : kind == Pool.Kind.MAX ? new boolean[] {false} : new boolean[] {false, true}) {
                add(kind + " pool, uneven padding, counted " + counted, LINE,
                    (b, x) -> b.add(new Pool(x, kind, List.of(4), List.of(2), List.of(3), List.of(1), counted)));
                add(kind + " pool of a plane, counted " + counted, PLANE,
                    (b, x) -> b.add(new Pool(x, kind, List.of(3, 2), List.of(1, 2), List.of(2, 0), List.of(1, 1), counted)));
            }
            add(kind + " pool without padding", LINE,
                (b, x) -> b.add(new Pool(x, kind, List.of(2), List.of(2), List.of(0), List.of(0), false)));
            add(kind + " global pool", LINE, (b, x) -> b.add(new GlobalPool(x, kind)));
            add(kind + " global pool of a plane", PLANE, (b, x) -> b.add(new GlobalPool(x, kind)));
        }
    }

    private void normalisations() {
        add("batch normalisation", LINE, (b, x) -> b.add(new BatchNorm(x, random(b, 6), random(b, 6), random(b, 6), positive(b, 6), 1e-3f)));
        add("batch normalisation of rows", TensorType.f32(1, 6),
            (b, x) -> b.add(new BatchNorm(x, random(b, 6), random(b, 6), random(b, 6), positive(b, 6), 1e-5f)));
        add("layer normalisation", PLANE, (b, x) -> b.add(new LayerNorm(x, random(b, 6), random(b, 6), 1e-5f)));
        add("softmax", LINE, (b, x) -> b.add(new Softmax(x, 2)));
        add("softmax along the line", LINE, (b, x) -> b.add(new Softmax(x, 1)));
    }

    private void elementWise() {
        for (Unary.Kind kind : EnumSet.complementOf(EnumSet.of(Unary.Kind.NOT, Unary.Kind.LOG, Unary.Kind.SQRT))) {
            add(kind.toString(), LINE, (b, x) -> b.add(new Unary(b.add(new Binary(x, x, Binary.Kind.ADD)), kind)));
        }
        for (Unary.Kind kind : List.of(Unary.Kind.LOG, Unary.Kind.SQRT)) {
            add(kind.toString(), LINE, (b, x) -> b.add(new Unary(b.add(new Unary(x, Unary.Kind.EXP)), kind)));
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            add(kind + " by a constant of each channel", LINE,
                (b, x) -> b.add(new Binary(b.add(new Unary(x, Unary.Kind.EXP)), positive(b, 6), kind)));
            add(kind + " from a constant", LINE,
                (b, x) -> b.add(new Binary(random(b, 1, 9, 6), b.add(new Unary(x, Unary.Kind.SIGMOID)), kind)));
        }
        add("clamp", LINE, (b, x) -> b.add(new Clamp(x, -0.25f, 0.5f)));
        add("clamp from above", LINE, (b, x) -> b.add(new Clamp(x, Float.NEGATIVE_INFINITY, 0.5f)));
        add("leaky relu", LINE, (b, x) -> b.add(new LeakyRelu(x, 0.3f)));
        add("elu", LINE, (b, x) -> b.add(new Elu(x, 0.7f)));
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            add("reduce " + kind, LINE, (b, x) -> b.add(new Reduce(x, kind, List.of(1), true)));
            add("reduce a plane " + kind, PLANE, (b, x) -> b.add(new Reduce(x, kind, List.of(1, 3), false)));
        }
        add("broadcast", LINE, (b, x) -> b.add(new Broadcast(b.add(new GlobalPool(x, Pool.Kind.MAX)), List.of(1, 9, 6))));
        add("gate of a sample's own", LINE, (b, x) -> b.add(new Binary(x, b.add(new GlobalPool(x, Pool.Kind.MAX)), Binary.Kind.MUL)));
    }

    private void movements() {
        add("concatenation with a constant", LINE, (b, x) -> b.add(new Concat(List.of(x, random(b, 1, 9, 2), x), 2)));
        add("concatenation along the line", LINE, (b, x) -> b.add(new Concat(List.of(x, x), 1)));
        add("pad", LINE, (b, x) -> b.add(new Pad(x, List.of(0, 1, 0), List.of(0, 2, 3), -0.5f)));
        add("reshape", LINE, (b, x) -> b.add(new Reshape(x, List.of(1, 2, 27))));
        add("transpose", PLANE, (b, x) -> b.add(new Transpose(x, List.of(0, 3, 1, 2))));
        add("transpose, then dense", LINE, (b, x) -> b.add(new Dense(b.add(new Transpose(x, List.of(0, 2, 1))), random(b, 9, 4),
            Optional.empty())));
        add("slice", LINE, (b, x) -> b.add(new Slice(x, List.of(0, 1, 2), List.of(1, 8, 6), List.of(1, 3, 2))));
        for (Resize.Mode mode : Resize.Mode.values()) {
            add(mode + " resize of a line", LINE, (b, x) -> b.add(new Resize(x, List.of(14), mode)));
            add(mode + " resize of a plane", PLANE, (b, x) -> b.add(new Resize(x, List.of(3, 12), mode)));
        }
    }
}
