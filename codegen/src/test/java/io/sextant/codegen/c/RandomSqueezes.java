package io.sextant.codegen.c;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Squeeze-excite of random shapes, activations and forms: by convolutions or dense layers, of images or sequences. */
final class RandomSqueezes {
    private static final List<Unary.Kind> FUNCTIONS = List.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID, Unary.Kind.SILU,
        Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH, Unary.Kind.TANH, Unary.Kind.GELU);

    private final SplittableRandom random;
    private final GraphBuilder graph;

    RandomSqueezes(SplittableRandom random, GraphBuilder graph) {
        this.random = random;
        this.graph = graph;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), random.nextLong(), 0.3f));
    }

    Value gated(int i) {
        int channels = random.nextInt(3) == 0 ? upTo(300) : upTo(70);
        int batch = upTo(3);
        boolean image = random.nextInt(3) > 0;
        Value x = graph.input("input" + i, image ? TensorType.f32(batch, upTo(9), upTo(9), channels) : TensorType.f32(batch, upTo(30), channels));
        Value hidden = activated(layer(shaped(pooled(x), image), upTo(40)));
        Value gate = activated(layer(shaped(hidden, image), channels));
        Value factors = graph.add(new Reshape(gate, image ? List.of(batch, 1, 1, channels) : List.of(batch, 1, channels)));
        return graph.add(random.nextBoolean() ? new Binary(x, factors, Binary.Kind.MUL) : new Binary(factors, x, Binary.Kind.MUL));
    }

    private Value pooled(Value x) {
        return graph.add(random.nextBoolean() ? new GlobalPool(x, Pool.Kind.AVERAGE) : new Reduce(x, Reduce.Kind.MEAN,
            IntStream.range(1, x.type().rank() - 1).boxed().toList(), random.nextBoolean()));
    }

    /** A row for each image, or one pixel of each. */
    private Value shaped(Value value, boolean image) {
        int channels = value.type().shape().last();
        int batch = value.type().dim(0);
        boolean row = !image || random.nextBoolean();
        return graph.add(new Reshape(value, row ? List.of(batch, channels) : List.of(batch, 1, 1, channels)));
    }

    private Value layer(Value x, int columns) {
        int channels = x.type().shape().last();
        Optional<Value> bias = random.nextBoolean() ? Optional.of(weights(columns)) : Optional.empty();
        return graph.add(x.type().rank() == 2 || random.nextBoolean() ? new Dense(x, weights(channels, columns), bias)
            : new Convolution(x, weights(1, 1, channels, columns), bias, List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
    }

    private Value activated(Value value) {
        return graph.add(new Unary(value, FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))));
    }
}
