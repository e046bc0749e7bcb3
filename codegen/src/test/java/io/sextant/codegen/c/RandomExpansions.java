package io.sextant.codegen.c;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inverted residuals of random shapes, windows and activations; some without a projection. */
final class RandomExpansions {
    private static final List<Unary.Kind> FUNCTIONS = List.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SILU, Unary.Kind.HARD_SWISH,
        Unary.Kind.GELU);

    private final SplittableRandom random;
    private final GraphBuilder graph;

    RandomExpansions(SplittableRandom random, GraphBuilder graph) {
        this.random = random;
        this.graph = graph;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), random.nextLong(), 1));
    }

    private List<Integer> pair(int least, int most) {
        return IntStream.range(0, 2).mapToObj(axis -> least + random.nextInt(most - least + 1)).toList();
    }

    private Optional<Value> bias(int channels) {
        return random.nextBoolean() ? Optional.of(weights(channels)) : Optional.empty();
    }

    Value block(int i) {
        int cin = upTo(20);
        int channels = cin + upTo(50);
        int k = 1 + 2 * random.nextInt(3);
        List<Integer> dilations = random.nextInt(4) == 0 ? pair(1, 2) : List.of(1, 1);
        int least = (k - 1) * 2;
        Value x = graph.input("input" + i, TensorType.f32(upTo(2), least + upTo(14), least + upTo(33), cin));
        Value expanded = activated(pointwise(x, channels));
        Value filtered = activated(graph.add(new Convolution(expanded, weights(k, k, 1, channels), bias(channels), pair(1, 2),
            pair(0, k - 1), pair(0, k - 1), dilations, channels)));
        return random.nextInt(3) == 0 ? filtered : projected(i, x, filtered);
    }

    private Value projected(int i, Value x, Value filtered) {
        boolean same = x.type().shape().dims().subList(0, 3).equals(filtered.type().shape().dims().subList(0, 3));
        int cout = same ? x.type().shape().last() : upTo(filtered.type().shape().last() - 1);
        Value result = pointwise(filtered, cout);
        if (random.nextInt(3) == 0) {
            return result;
        }
        Value other = result.type().equals(x.type()) && random.nextBoolean() ? x : graph.input("residual" + i, result.type());
        return graph.add(random.nextBoolean() ? new Binary(result, other, Binary.Kind.ADD) : new Binary(other, result, Binary.Kind.ADD));
    }

    private Value pointwise(Value x, int filters) {
        return graph.add(new Convolution(x, weights(1, 1, x.type().shape().last(), filters), bias(filters), List.of(1, 1), List.of(0, 0),
            List.of(0, 0), List.of(1, 1), 1));
    }

    private Value activated(Value value) {
        Value biased = random.nextInt(4) == 0 ? graph.add(new Binary(value, weights(value.type().shape().last()), Binary.Kind.ADD)) : value;
        return switch (random.nextInt(5)) {
            case 0 -> graph.add(new Clamp(biased, -2, 3));
            case 1 -> graph.add(new LeakyRelu(biased, 0.1f));
            default -> graph.add(new Unary(biased, FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))));
        };
    }
}
