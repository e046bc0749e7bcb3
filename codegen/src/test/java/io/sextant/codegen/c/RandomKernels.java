package io.sextant.codegen.c;

import io.sextant.codegen.c.family.Manifest;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A graph of many operators beside each other, of random shapes with tails, so that one compilation tries them all. */
final class RandomKernels {
    private static final List<Unary.Kind> FUNCTIONS = List.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID, Unary.Kind.SILU,
        Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH, Unary.Kind.TANH, Unary.Kind.GELU);

    private final SplittableRandom random;
    private final GraphBuilder graph = new GraphBuilder("random");
    private final RandomElements elements;

    private RandomKernels(long seed) {
        random = new SplittableRandom(seed);
        elements = new RandomElements(random, graph);
    }

    /** So many kernels of one line of the manifest. */
    static Graph of(Manifest line, long seed, int count) {
        RandomKernels made = new RandomKernels(seed);
        for (int i = 0; i < count; i++) {
            made.graph.output(line.text() + i, made.kernel(line, i));
        }
        return made.graph.build();
    }

    /** Of scores that do not part; every other form is in {@link RandomAttention}. */
    private Value attention(int i) {
        int heads = upTo(3);
        int inner = upTo(40);
        int keys = upTo(50);
        Value scores = graph.add(new MatMul(input(3 * i, heads, upTo(40), inner), input(3 * i + 1, heads, inner, keys)));
        Value scaled = graph.add(new Binary(scores, graph.constant(Tensor.filled(TensorType.f32(), 0.1f / inner)), Binary.Kind.MUL));
        return graph.add(new MatMul(graph.add(new Softmax(scaled, 2)), input(3 * i + 2, heads, keys, upTo(70))));
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Value input(int index, int... dims) {
        return graph.input("input" + index, TensorType.f32(dims));
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(new TensorType(DType.F32, Shape.of(dims)), random.nextLong(), 1));
    }

    /** A line of the manifest without a case here does not compile. */
    private Value kernel(Manifest line, int i) {
        return switch (line) {
            case ATTENTION -> attention(i);
            case SQUEEZE_EXCITE -> new RandomSqueezes(random, graph).gated(i);
            case EXPANSION -> new RandomExpansions(random, graph).block(i);
            case POINTWISE -> followed(i, pointwise(i));
            case DEPTHWISE -> followed(i, depthwise(i));
            case CONVOLUTION -> followed(i, convolution(i, 1 + random.nextInt(2)));
            case DYNAMIC_CONVOLUTION -> followed(i, dynamicConvolution(i));
            case DENSE -> followed(i, dense(i));
            case PRODUCT -> product(i);
            case POOL -> pool(i);
            case SOFTMAX -> softmax(i);
            case LAYER_NORM, BATCH_NORM -> normalised(line, i);
            case RECURRENCE -> recurrence(i);
            case RESIZE -> graph.add(new Resize(input(i, 1, upTo(7), upTo(7), upTo(20)), List.of(upTo(9), upTo(9)),
                random.nextBoolean() ? Resize.Mode.LINEAR : Resize.Mode.NEAREST));
            case REDUCE -> elements.reduced(i);
            case AXIS -> elements.alongAxis(i);
            case ELEMENTWISE -> elements.elementwise(i);
            case SCALAR -> elements.scalar(i);
            case MOVEMENT -> elements.moved(i);
            case GATHER -> elements.gathered(i);
        };
    }

    private List<Integer> each(int count, int least, int most) {
        return IntStream.range(0, count).mapToObj(axis -> least + random.nextInt(most - least + 1)).toList();
    }

    private Optional<Value> bias(int channels) {
        return random.nextBoolean() ? Optional.of(weights(channels)) : Optional.empty();
    }

    private Value convolution(int i, int rank) {
        int groups = random.nextInt(3) == 0 ? upTo(3) : 1;
        int cin = groups * upTo(9);
        int cout = groups * upTo(40);
        List<Integer> kernel = each(rank, 1, 4);
        List<Integer> dilations = each(rank, 1, 2);
        List<Integer> dims = new ArrayList<>(List.of(upTo(2)));
        IntStream.range(0, rank).forEach(axis -> dims.add((kernel.get(axis) - 1) * dilations.get(axis) + upTo(17)));
        dims.add(cin);
        List<Integer> filter = new ArrayList<>(kernel);
        filter.addAll(List.of(cin / groups, cout));
        return graph.add(new Convolution(input(i, array(dims)), weights(array(filter)), bias(cout), each(rank, 1, 3), each(rank, 0, 3),
            each(rank, 0, 3), dilations, groups));
    }

    private Value depthwise(int i) {
        int channels = 2 + random.nextInt(50);
        int k = 1 + 2 * random.nextInt(3);
        return graph.add(new Convolution(input(i, upTo(2), k + random.nextInt(12), k + random.nextInt(12), channels),
            weights(k, k, 1, channels), bias(channels), each(2, 1, 2), each(2, 0, k - 1), each(2, 0, k - 1), List.of(1, 1), channels));
    }

    private Value pointwise(int i) {
        int cin = upTo(70);
        int cout = upTo(100);
        return graph.add(new Convolution(input(i, 1, upTo(9), upTo(9), cin), weights(1, 1, cin, cout), bias(cout), List.of(1, 1),
            List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
    }

    private Value dense(int i) {
        int cin = upTo(70);
        int cout = upTo(100);
        return graph.add(new Dense(input(i, upTo(5), cin), weights(cin, cout), bias(cout)));
    }

    /** A dense layer of other activations, or products of which one factor may be constant or repeated. */
    private Value product(int i) {
        int k = upTo(30);
        if (random.nextInt(3) == 0) {
            int columns = upTo(100);
            boolean constant = random.nextBoolean();
            Value factor = constant ? weights(k, columns) : graph.input("other" + i, TensorType.f32(k, columns));
            Optional<Value> bias = constant || random.nextBoolean() ? Optional.of(graph.input("bias" + i, TensorType.f32(columns))) : bias(columns);
            return followed(i, graph.add(new Dense(input(i, upTo(5), k), factor, bias)));
        }
        Value left = input(i, 2, 3, random.nextInt(4) == 0 ? k : upTo(9), k);
        if (left.type().dim(2) == k && random.nextBoolean()) {
            return graph.add(new MatMul(left, left));
        }
        Value product = graph.add(new MatMul(left, parameter("other" + i, random.nextBoolean() ? 1 : 2, 3, k, upTo(40))));
        if (random.nextBoolean()) {
            product = graph.add(new Binary(product, weights(), Binary.Kind.MUL));
        }
        return random.nextBoolean() ? product
            : graph.add(new Binary(product, graph.input("mask" + i, product.type()), Binary.Kind.ADD));
    }

    private Value dynamicConvolution(int i) {
        int groups = upTo(3);
        int cin = groups * upTo(4);
        int cout = groups * upTo(20);
        int k = upTo(3);
        boolean constant = random.nextInt(4) == 0;
        Value filter = constant ? weights(k, k, cin / groups, cout) : graph.input("filter" + i, TensorType.f32(k, k, cin / groups, cout));
        Optional<Value> bias = constant ? Optional.of(graph.input("bias" + i, TensorType.f32(cout))) : perhaps("bias" + i, cout);
        return graph.add(new Convolution(input(i, upTo(2), k + upTo(5), k + upTo(5), cin), filter, bias, each(2, 1, 2), each(2, 0, 2),
            each(2, 0, 2), List.of(1, 1), groups));
    }

    private Value pool(int i) {
        Value input = input(i, upTo(2), 4 + upTo(9), 4 + upTo(9), upTo(40));
        Pool.Kind kind = random.nextBoolean() ? Pool.Kind.MAX : Pool.Kind.AVERAGE;
        return graph.add(random.nextInt(3) == 0 ? new GlobalPool(input, kind) : new Pool(input, kind, List.of(3, 2), each(2, 1, 2),
            each(2, 0, 1), each(2, 0, 1), kind == Pool.Kind.AVERAGE && random.nextBoolean()));
    }

    private Value softmax(int i) {
        Value input = input(i, upTo(5), upTo(5), upTo(70));
        return graph.add(new Softmax(input, random.nextInt(3)));
    }

    /** Parameters are constants or activations. */
    private Value normalised(Manifest line, int i) {
        int columns = upTo(70);
        Value input = input(i, upTo(5), upTo(5), columns);
        if (line == Manifest.LAYER_NORM) {
            return graph.add(new LayerNorm(input, parameter("scale" + i, columns), parameter("shift" + i, columns), 0.01f));
        }
        Value variance = graph.constant(Tensor.filled(TensorType.f32(columns), random.nextInt(1, 4)));
        Value norm = graph.add(new BatchNorm(input, parameter("scale" + i, columns), parameter("shift" + i, columns),
            parameter("mean" + i, columns), variance, 0.01f));
        return random.nextBoolean() ? norm : graph.add(new Unary(norm, Unary.Kind.RELU));
    }

    private Value parameter(String name, int... dims) {
        return random.nextBoolean() ? weights(dims) : graph.input(name, TensorType.f32(dims));
    }

    private Optional<Value> perhaps(String name, int... dims) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(parameter(name, dims));
    }

    private Value recurrence(int i) {
        Recurrence.Direction direction = Recurrence.Direction.values()[random.nextInt(3)];
        int count = direction.count();
        int channels = upTo(20);
        int hidden = upTo(40);
        int batch = upTo(2);
        Value input = input(i, batch, upTo(4), channels);
        boolean lstm = random.nextBoolean();
        int columns = hidden * (lstm ? Lstm.GATES : Gru.GATES);
        Value w = parameter("w" + i, count, channels, columns);
        Value r = parameter("r" + i, count, hidden, columns);
        Optional<Value> bias = perhaps("bias" + i, count, 2 * columns);
        Optional<Value> initial = perhaps("initial" + i, batch, count, hidden);
        return graph.add(lstm ? new Lstm(input, w, r, bias, initial, perhaps("cell" + i, batch, count, hidden), direction,
                Lstm.Result.values()[random.nextInt(3)])
            : new Gru(input, w, r, bias, initial, direction, random.nextBoolean(), Gru.Result.values()[random.nextInt(2)]));
    }

    /** An activation, a residual, or both. */
    private Value followed(int i, Value value) {
        Value result = value;
        if (random.nextInt(3) == 0) {
            Value other = graph.input("residual" + i, value.type());
            Op sum = random.nextBoolean() ? new Binary(result, other, Binary.Kind.ADD) : new Binary(other, result, Binary.Kind.ADD);
            result = graph.add(sum);
        }
        return random.nextInt(3) == 0 ? result : graph.add(new Unary(result, FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))));
    }

    private static int[] array(List<Integer> dims) {
        return dims.stream().mapToInt(Integer::intValue).toArray();
    }
}
