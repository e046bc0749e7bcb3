package io.sextant.codegen.c;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Attention of every form beside each other: scales, masks, transposes, batches, repeated operands, of random extents with tails. */
final class RandomAttention {
    private final Random random;
    private final GraphBuilder graph = new GraphBuilder("attention");
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();

    private RandomAttention(long seed) {
        random = new Random(seed);
    }

    /** @param inputs in the order of the graph's */
    record Sample(Graph graph, List<Tensor> inputs) {
    }

    static Sample of(long seed, int kernels) {
        RandomAttention made = new RandomAttention(seed);
        for (int i = 0; i < kernels; i++) {
            made.graph.output("output" + i, made.attention(i));
        }
        return new Sample(made.graph.build(), List.copyOf(made.inputs.values()));
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Value value(int i, String name, Tensor tensor) {
        inputs.put(name + i, tensor);
        return graph.input(name + i, tensor.type());
    }

    /** Whole numbers at times, whose products are exact however large. */
    private Tensor numbers(List<Integer> dims, boolean large) {
        TensorType type = new TensorType(DType.F32, new Shape(dims));
        float[] values = Tensor.random(type, random.nextLong(), large ? 90 : 2).floats();
        for (int i = 0; large && i < values.length; i++) {
            values[i] = Math.round(values[i]);
        }
        return Tensor.of(type, values);
    }

    /** An input that is transposed to these extents, at times twice; or a constant. */
    private Value operand(int i, String name, List<Integer> dims, boolean large) {
        if (random.nextInt(8) == 0) {
            return graph.constant(numbers(dims, large));
        }
        List<List<Integer>> permutations = new ArrayList<>();
        List<Integer> before = dims;
        for (int n = random.nextInt(3); n > 0; n--) {
            List<Integer> permutation = new ArrayList<>(IntStream.range(0, dims.size()).boxed().toList());
            Collections.shuffle(permutation, random);
            Integer[] inner = new Integer[dims.size()];
            for (int axis = 0; axis < inner.length; axis++) {
                inner[permutation.get(axis)] = before.get(axis);
            }
            before = List.of(inner);
            permutations.add(0, permutation);
        }
        Value value = value(i, name, numbers(before, large));
        for (List<Integer> permutation : permutations) {
            value = graph.add(new Transpose(value, permutation));
        }
        return value;
    }

    private Value scaled(Value x, boolean large) {
        if (large || random.nextInt(3) > 0) {
            return x;
        }
        Value factor = graph.constant(Tensor.filled(random.nextBoolean() ? TensorType.f32() : TensorType.f32(1), 0.3f + random.nextFloat()));
        return graph.add(switch (random.nextInt(3)) {
            case 0 -> new Binary(x, factor, Binary.Kind.MUL);
            case 1 -> new Binary(factor, x, Binary.Kind.MUL);
            default -> new Binary(x, factor, Binary.Kind.DIV);
        });
    }

    /** Some extents 1, some missing. */
    private List<Integer> repeated(List<Integer> dims) {
        List<Integer> some = new ArrayList<>(dims.stream().map(extent -> random.nextInt(3) == 0 ? 1 : extent).toList());
        return some.subList(random.nextInt(some.size()), some.size());
    }

    private Value masked(int i, Value scores) {
        List<Integer> dims = scores.type().shape().dims();
        return switch (random.nextInt(5)) {
            case 0 -> added(i, scores, dims);
            case 1 -> graph.add(new Select(truths(i, repeated(dims)), scores, random.nextBoolean()
                ? graph.constant(Tensor.filled(TensorType.f32(), random.nextBoolean() ? -1e9f : Float.NEGATIVE_INFINITY))
                : value(i, "hidden", numbers(repeated(dims), false))));
            case 2 -> added(i, scores, repeated(dims));
            default -> scores;
        };
    }

    private Value added(int i, Value scores, List<Integer> dims) {
        Tensor numbers = numbers(dims, false);
        float[] values = numbers.floats();
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : values[k];
        }
        Tensor hiding = Tensor.of(numbers.type(), values);
        Value mask = random.nextBoolean() ? graph.constant(hiding) : value(i, "mask", hiding);
        return graph.add(random.nextBoolean() ? new Binary(scores, mask, Binary.Kind.ADD) : new Binary(mask, scores, Binary.Kind.ADD));
    }

    private Value truths(int i, List<Integer> dims) {
        TensorType type = new TensorType(DType.BOOL, new Shape(dims));
        Tensor truths = Tensor.ofInts(type, random.ints(type.elements(), 0, 2).toArray());
        return random.nextBoolean() ? graph.constant(truths) : value(i, "keep", truths);
    }

    private static List<Integer> shape(List<Integer> batch, int rows, int columns) {
        List<Integer> dims = new ArrayList<>(batch);
        dims.addAll(List.of(rows, columns));
        return dims;
    }

    private Value attention(int i) {
        boolean large = random.nextInt(6) == 0;
        List<Integer> batch = IntStream.range(0, random.nextInt(3)).mapToObj(axis -> upTo(3)).toList();
        List<Integer> fewer = batch.stream().map(extent -> random.nextInt(4) == 0 ? 1 : extent).toList();
        int s = upTo(random.nextInt(3) == 0 ? 3 : 40);
        int t = upTo(70);
        int d = upTo(40);
        int e = upTo(random.nextBoolean() ? 20 : 70);
        Value q = scaled(operand(i, "q", shape(batch, s, d), large), large);
        Value k = scaled(operand(i, "k", shape(fewer, d, t), large), large);
        Value scores = masked(i, scaled(graph.add(new MatMul(q, k)), large));
        Value shares = graph.add(new Softmax(scores, scores.type().rank() - 1));
        Value v = scaled(operand(i, "v", shape(random.nextBoolean() ? batch : fewer, t, e), false), false);
        Value mixed = graph.add(new MatMul(shares, v));
        if (random.nextBoolean()) {
            return mixed;
        }
        List<Integer> permutation = new ArrayList<>(IntStream.range(0, mixed.type().rank()).boxed().toList());
        Collections.shuffle(permutation, random);
        return graph.add(new Transpose(mixed, permutation));
    }
}
