package io.sextant.ir.testing;

import io.sextant.ir.op.BatchNorm;
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
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Draws operators whose operands are given values and new constants; what does not fit the drawn value is refused. */
final class RandomOps {
    private final SplittableRandom random;
    private final Function<Tensor, Value> constants;
    private final Supplier<Value> values;
    private final List<Function<Value, Op>> kinds = List.of(this::convolution, this::dense, this::matMul, this::pool, this::globalPool,
        this::batchNorm, this::layerNorm, this::unary, this::binary, this::concat, this::pad, this::reshape, this::transpose,
        this::slice, this::resize, this::softmax);

    RandomOps(SplittableRandom random, Function<Tensor, Value> constants, Supplier<Value> values) {
        this.random = random;
        this.constants = constants;
        this.values = values;
    }

    Optional<Op> next() {
        Value value = values.get();
        boolean movesOnly = value.type().dtype() != DType.F32;
        try {
            Function<Value, Op> kind = kinds.get(random.nextInt(kinds.size()));
            return Optional.of(movesOnly ? kinds.get(List.of(9, 11, 12, 13).get(random.nextInt(4))).apply(value) : kind.apply(value));
        } catch (IllTyped | IndexOutOfBoundsException refused) {
            return Optional.empty();
        }
    }

    private Op convolution(Value input) {
        int channels = input.type().shape().last();
        int groups = List.of(1, 2, channels).get(random.nextInt(3));
        int filters = groups * (1 + random.nextInt(3));
        int spatial = spatial(input);
        List<Integer> filter = new ArrayList<>(each(spatial, axis -> 1 + random.nextInt(3)));
        filter.add(Math.max(1, channels / groups));
        filter.add(filters);
        Optional<Value> bias = random.nextBoolean() ? Optional.of(weights(List.of(filters))) : Optional.empty();
        return new Convolution(input, weights(filter), bias, each(spatial, axis -> 1 + random.nextInt(2)),
            each(spatial, axis -> random.nextInt(3)), each(spatial, axis -> random.nextInt(3)),
            each(spatial, axis -> 1 + random.nextInt(2)), groups);
    }

    private Op dense(Value input) {
        int columns = 1 + random.nextInt(6);
        Optional<Value> bias = random.nextBoolean() ? Optional.of(weights(List.of(columns))) : Optional.empty();
        return new Dense(input, weights(List.of(input.type().shape().last(), columns)), bias);
    }

    private Op matMul(Value left) {
        List<Integer> dims = new ArrayList<>(left.type().shape().dims());
        dims.set(dims.size() - 2, left.type().shape().last());
        dims.set(dims.size() - 1, 1 + random.nextInt(5));
        return new MatMul(left, weights(dims));
    }

    private Op pool(Value input) {
        int spatial = spatial(input);
        Pool.Kind kind = pick(Pool.Kind.values());
        List<Integer> kernel = each(spatial, axis -> 1 + random.nextInt(3));
        return new Pool(input, kind, kernel, each(spatial, axis -> 1 + random.nextInt(3)),
            each(spatial, axis -> random.nextInt(kernel.get(axis))), each(spatial, axis -> random.nextInt(kernel.get(axis))),
            kind == Pool.Kind.AVERAGE && random.nextBoolean());
    }

    private Op globalPool(Value input) {
        return new GlobalPool(input, pick(Pool.Kind.values()));
    }

    private Op batchNorm(Value input) {
        List<Integer> channels = List.of(input.type().shape().last());
        Value variance = constants.apply(Tensor.filled(TensorType.f32(channels.get(0)), 0.5f + random.nextInt(3)));
        return new BatchNorm(input, weights(channels), weights(channels), weights(channels), variance, 1e-3f);
    }

    private Op layerNorm(Value input) {
        List<Integer> channels = List.of(input.type().shape().last());
        return new LayerNorm(input, weights(channels), weights(channels), 1e-5f);
    }

    private Op unary(Value input) {
        return new Unary(input, pick(EnumSet.range(Unary.Kind.RELU, Unary.Kind.GELU).toArray(Unary.Kind[]::new)));
    }

    private Op binary(Value left) {
        Binary.Kind kind = pick(EnumSet.range(Binary.Kind.ADD, Binary.Kind.DIV).toArray(Binary.Kind[]::new));
        List<Integer> dims = each(left.type().rank(), axis -> random.nextBoolean() ? 1 : left.type().dim(axis));
        boolean residual = kind != Binary.Kind.DIV && random.nextInt(3) == 0;
        Value right = residual ? values.get() : kind == Binary.Kind.DIV ? constants.apply(Tensor.filled(type(dims), 3)) : weights(dims);
        return new Binary(left, right, kind);
    }

    private Op concat(Value first) {
        int axis = random.nextInt(Math.max(1, first.type().rank()));
        Value other = random.nextBoolean() ? values.get() : first;
        return new Concat(random.nextBoolean() ? List.of(first, other) : List.of(first, other, first), axis);
    }

    private Op pad(Value input) {
        int rank = input.type().rank();
        return new Pad(input, each(rank, axis -> random.nextInt(2)), each(rank, axis -> random.nextInt(3)), random.nextInt(3) - 1.5f);
    }

    private Op reshape(Value input) {
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        Collections.shuffle(dims, new Random(random.nextLong()));
        if (random.nextInt(3) == 0) {
            dims.add(random.nextInt(dims.size() + 1), 1);
        }
        return new Reshape(input, dims);
    }

    private Op transpose(Value input) {
        List<Integer> permutation = new ArrayList<>(each(input.type().rank(), axis -> axis));
        Collections.shuffle(permutation, new Random(random.nextLong()));
        return new Transpose(input, permutation);
    }

    private Op slice(Value input) {
        List<Integer> dims = input.type().shape().dims();
        List<Integer> starts = each(dims.size(), axis -> random.nextInt(dims.get(axis)));
        return new Slice(input, starts, each(dims.size(), axis -> starts.get(axis) + 1 + random.nextInt(dims.get(axis) - starts.get(axis))),
            each(dims.size(), axis -> 1 + random.nextInt(2)));
    }

    private Op resize(Value input) {
        return new Resize(input, each(spatial(input), axis -> 1 + random.nextInt(9)), pick(Resize.Mode.values()));
    }

    private Op softmax(Value input) {
        return new Softmax(input, random.nextInt(Math.max(1, input.type().rank())));
    }

    private int spatial(Value input) {
        return input.type().rank() - 2;
    }

    private Value weights(List<Integer> dims) {
        return constants.apply(Tensor.random(type(dims), random.nextLong(), 0.5f));
    }

    private static TensorType type(List<Integer> dims) {
        return TensorType.f32(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Integer> each(int count, IntFunction<Integer> entry) {
        return IntStream.range(0, Math.max(0, count)).mapToObj(entry).toList();
    }

    private <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
