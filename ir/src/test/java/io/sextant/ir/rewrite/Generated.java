package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A graph in the making whose shapes and weights are drawn from a seed. */
final class Generated {
    final SplittableRandom random;
    private final GraphBuilder builder;
    private int inputs;

    Generated(long seed) {
        random = new SplittableRandom(seed);
        builder = new GraphBuilder("generated " + seed);
    }

    int oneTo(int most) {
        return 1 + random.nextInt(most);
    }

    /** A sequence or an image of up to {@code channels} channels. */
    Value spatialInput(int channels) {
        return random.nextBoolean() ? input(1, 6 + random.nextInt(4), oneTo(channels))
            : input(oneTo(2), 5 + random.nextInt(3), 6 + random.nextInt(3), oneTo(channels));
    }

    /** An input; the first is called x, others x2... */
    Value input(int... dims) {
        return builder.input("x" + (inputs++ == 0 ? "" : inputs), TensorType.f32(dims));
    }

    Value add(Op op) {
        return builder.add(op);
    }

    Value weights(int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), random.nextLong(), 1));
    }

    Value filled(float value, int... dims) {
        return builder.constant(Tensor.filled(TensorType.f32(dims), value));
    }

    Value constant(Tensor tensor) {
        return builder.constant(tensor);
    }

    Value unary(Value x, Unary.Kind kind) {
        return add(new Unary(x, kind));
    }

    Value binary(Value left, Binary.Kind kind, Value right) {
        return add(new Binary(left, right, kind));
    }

    Value batchNorm(Value x) {
        int channels = x.type().shape().last();
        Value variance = builder.constant(positive(channels));
        return add(new BatchNorm(x, weights(channels), weights(channels), weights(channels), variance, 1e-3f));
    }

    private Tensor positive(int channels) {
        float[] values = new float[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = 0.5f + (float) random.nextDouble();
        }
        return Tensor.of(TensorType.f32(channels), values);
    }

    /** Any kernel, strides, dilations and groups; filters are a multiple of the groups. */
    Value convolution(Value x, boolean padded) {
        int channels = x.type().shape().last();
        int groups = random.nextBoolean() ? 1 : channels;
        int extent = oneTo(3);
        List<Integer> pads = each(x, padded ? extent - 1 : 0);
        return convolution(x, extent, groups * oneTo(3), groups, new int[] {oneTo(2), oneTo(2)}, pads);
    }

    /** @param steps stride and dilation of every spatial dimension */
    Value convolution(Value x, int extent, int filters, int groups, int[] steps, List<Integer> pads) {
        List<Integer> filter = new ArrayList<>(each(x, extent));
        filter.add(x.type().shape().last() / groups);
        filter.add(filters);
        Optional<Value> bias = random.nextBoolean() ? Optional.of(weights(filters)) : Optional.empty();
        return add(new Convolution(x, weights(filter.stream().mapToInt(i -> i).toArray()), bias, each(x, steps[0]), pads, pads,
            each(x, steps[1]), groups));
    }

    Value dense(Value x) {
        int columns = oneTo(5);
        Optional<Value> bias = random.nextBoolean() ? Optional.of(weights(columns)) : Optional.empty();
        return add(new Dense(x, weights(x.type().shape().last(), columns), bias));
    }

    /** A value for each spatial dimension of {@code x}. */
    static List<Integer> each(Value x, int value) {
        return Collections.nCopies(x.type().rank() - 2, value);
    }

    /** The graph of {@code op} on one new input, which takes the place of all its operands. */
    Graph sameInput(Op op) {
        Value x = builder.input("x", op.operands().get(0).type());
        return graph(builder.add(op.mapOperands(operand -> x)));
    }

    Generated output(String name, Value value) {
        builder.output(name, value);
        return this;
    }

    Graph graph(Value output) {
        return builder.output("y", output).build();
    }
}
