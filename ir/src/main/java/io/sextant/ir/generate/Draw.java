package io.sextant.ir.generate;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What proposals draw from: chance, the values of the graph so far, and new constants and inputs. */
final class Draw {
    private final SplittableRandom random;
    private final GrowingGraph graph;

    Draw(SplittableRandom random, GrowingGraph graph) {
        this.random = random;
        this.graph = graph;
    }

    /** Uniform in [0, end). */
    int below(int end) {
        return random.nextInt(end);
    }

    /** Uniform in [from, to], both included. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    float decimal() {
        return pick(List.of(0f, 0.1f, 0.5f, 1f, 1.5f, 3f, -0.25f, -1f, -2f));
    }

    <T> List<T> shuffled(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    <T> List<T> each(int count, IntFunction<T> entry) {
        return IntStream.range(0, Math.max(0, count)).mapToObj(entry).toList();
    }

    /** A value of the graph so far: an input, a result, seldom a constant. */
    Value value() {
        return pick(graph.usable(oneIn(10)));
    }

    /** As {@link #value()}, of those that are {@code wanted}. */
    Optional<Value> value(Predicate<Value> wanted) {
        List<Value> fitting = graph.usable(oneIn(10)).stream().filter(wanted).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(pick(fitting));
    }

    /** What makes {@code value}; empty for inputs and constants. */
    Optional<Op> producer(Value value) {
        return graph.producer(value);
    }

    /** The elements of a value in this sample. */
    Tensor tensor(Value value) {
        return graph.tensor(value);
    }

    /** A value of this type: a new constant as a rule, at times one that is there already, at times a new input. */
    Value operand(TensorType type) {
        int kind = below(10);
        if (kind == 0) {
            return graph.input(elements().any(type));
        }
        Optional<Value> present = kind < 3 ? value(value -> value.type().equals(type)) : Optional.empty();
        return present.orElseGet(() -> constant(elements().any(type)));
    }

    Value operand(DType dtype, List<Integer> dims) {
        return operand(new TensorType(dtype, new Shape(dims)));
    }

    Value constant(Tensor tensor) {
        return graph.constant(tensor);
    }

    Elements elements() {
        return new Elements(random.split());
    }

    /** A shape that broadcasts to {@code type}: extents kept or 1, at times leading ones left out. */
    List<Integer> broadcastable(TensorType type) {
        List<Integer> dims = each(type.rank(), axis -> oneIn(3) ? 1 : type.dim(axis));
        return oneIn(3) ? dims.subList(below(dims.size() + 1), dims.size()) : dims;
    }
}
