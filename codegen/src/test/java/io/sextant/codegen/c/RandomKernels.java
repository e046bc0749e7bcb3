package io.sextant.codegen.c;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
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

    private RandomKernels(long seed) {
        random = new SplittableRandom(seed);
    }

    static Graph of(long seed, int kernels) {
        RandomKernels made = new RandomKernels(seed);
        for (int i = 0; i < kernels; i++) {
            made.graph.output("output" + i, made.kernel(i));
        }
        return made.graph.build();
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

    private Value kernel(int i) {
        return switch (i % 12) {
            case 0, 1 -> followed(i, convolution(i, 1 + random.nextInt(2)));
            case 2 -> followed(i, depthwise(i));
            case 3 -> followed(i, pointwise(i));
            case 4 -> followed(i, dense(i));
            case 5 -> matMul(i);
            case 6 -> pool(i);
            case 7 -> normalised(i);
            case 8 -> elementwise(i);
            case 9 -> moved(i);
            case 10 -> reduced(i);
            default -> graph.add(new Resize(input(i, 1, upTo(7), upTo(7), upTo(20)), List.of(upTo(9), upTo(9)),
                random.nextBoolean() ? Resize.Mode.LINEAR : Resize.Mode.NEAREST));
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

    private Value matMul(int i) {
        int k = upTo(30);
        boolean repeated = random.nextBoolean();
        return graph.add(new MatMul(input(i, 2, 3, upTo(9), k), graph.input("other" + i, TensorType.f32(repeated ? 1 : 2, 3, k, upTo(40)))));
    }

    private Value pool(int i) {
        Value input = input(i, upTo(2), 4 + upTo(9), 4 + upTo(9), upTo(40));
        Pool.Kind kind = random.nextBoolean() ? Pool.Kind.MAX : Pool.Kind.AVERAGE;
        return graph.add(random.nextInt(3) == 0 ? new GlobalPool(input, kind) : new Pool(input, kind, List.of(3, 2), each(2, 1, 2),
            each(2, 0, 1), each(2, 0, 1), kind == Pool.Kind.AVERAGE && random.nextBoolean()));
    }

    private Value normalised(int i) {
        int columns = upTo(70);
        Value input = input(i, upTo(5), upTo(5), columns);
        return graph.add(random.nextBoolean() ? new Softmax(input, 2) : new LayerNorm(input, weights(columns), weights(columns), 0.01f));
    }

    private Value elementwise(int i) {
        int[] dims = {2, upTo(5), upTo(40)};
        Value left = input(i, dims);
        Value right = random.nextBoolean() ? weights(random.nextBoolean() ? 1 : dims[1], dims[2])
            : graph.input("other" + i, TensorType.f32(2, 1, random.nextBoolean() ? 1 : dims[2]));
        Binary.Kind kind = List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.MAX, Binary.Kind.MIN).get(random.nextInt(5));
        return graph.add(new Unary(graph.add(new Binary(left, right, kind)), FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))));
    }

    private Value moved(int i) {
        Value input = input(i, 2, 3 + upTo(4), 3 + upTo(4), upTo(20));
        return graph.add(switch (random.nextInt(4)) {
            case 0 -> new Transpose(input, List.of(0, 3, 1, 2));
            case 1 -> new Pad(input, List.of(0, 1, 0, 2), List.of(1, 0, 2, 0), 1.5f);
            case 2 -> new Slice(input, List.of(0, 1, 0, 0), List.of(2, 4, 3, 1), List.of(1, 2, 1, 1));
            default -> new Concat(List.of(input, input), 1 + random.nextInt(3));
        });
    }

    private Value reduced(int i) {
        Reduce.Kind kind = List.of(Reduce.Kind.SUM, Reduce.Kind.MEAN, Reduce.Kind.MAX, Reduce.Kind.MIN).get(random.nextInt(4));
        return graph.add(new Reduce(input(i, 2, upTo(5), upTo(20)), kind, List.of(List.of(1), List.of(2), List.of(1, 2)).get(random.nextInt(3)),
            random.nextBoolean()));
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
