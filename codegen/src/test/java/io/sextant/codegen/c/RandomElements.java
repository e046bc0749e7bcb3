package io.sextant.codegen.c;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random kernels that work on single elements, move them or walk along axes, of all types that the backend has. */
final class RandomElements {
    static final List<Unary.Kind> FUNCTIONS = List.of(Unary.Kind.values()).stream().filter(kind -> kind != Unary.Kind.NOT).toList();
    private static final List<DType> NUMBERS = List.of(DType.F32, DType.I64, DType.I32, DType.I16, DType.I8, DType.U8);
    private static final List<DType> INTEGERS = NUMBERS.subList(1, NUMBERS.size());

    private final SplittableRandom random;
    private final GraphBuilder graph;

    RandomElements(SplittableRandom random, GraphBuilder graph) {
        this.random = random;
        this.graph = graph;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<Integer> dims(int rank) {
        return IntStream.range(0, rank).mapToObj(axis -> axis == rank - 1 ? upTo(40) : upTo(5)).toList();
    }

    /** An activation, or, where weights are asked for now and then, a constant. */
    private Value operand(String name, DType type, List<Integer> dims) {
        TensorType of = new TensorType(type, new Shape(dims));
        return random.nextInt(4) == 0 ? graph.constant(RandomInputs.tensor(of, random.nextLong())) : graph.input(name, of);
    }

    /** Dimensions that broadcast to those. */
    private List<Integer> part(List<Integer> dims) {
        return dims.subList(random.nextInt(dims.size() + 1), dims.size()).stream().map(extent -> random.nextInt(3) == 0 ? 1 : extent).toList();
    }

    Value elementwise(int i) {
        List<Integer> dims = dims(random.nextInt(5));
        Value input = graph.input("x" + i, new TensorType(DType.F32, new Shape(dims)));
        return graph.add(switch (random.nextInt(6)) {
            case 0, 1 -> new Unary(input, any(FUNCTIONS));
            case 2 -> new Clamp(input, -1, random.nextInt(3));
            case 3 -> new LeakyRelu(input, 0.1f);
            case 4 -> new Elu(input, 0.7f);
            default -> binary(i, input, dims);
        });
    }

    private Op binary(int i, Value input, List<Integer> dims) {
        Value other = operand("other" + i, DType.F32, part(dims));
        Binary.Kind kind = any(List.of(Binary.Kind.values()));
        Binary first = random.nextBoolean() ? new Binary(input, other, kind) : new Binary(other, input, kind);
        return random.nextBoolean() ? first : new Unary(graph.add(first), any(List.of(Unary.Kind.RELU, Unary.Kind.TANH, Unary.Kind.GELU)));
    }

    /** Of types that are not all f32. */
    Value scalar(int i) {
        List<Integer> dims = dims(random.nextInt(4));
        DType type = any(NUMBERS);
        DType integer = any(INTEGERS);
        return graph.add(switch (random.nextInt(6)) {
            case 0 -> new Compare(graph.input("x" + i, new TensorType(type, new Shape(dims))), operand("other" + i, type, part(dims)),
                any(List.of(Compare.Kind.values())));
            case 1 -> new Logical(graph.input("x" + i, new TensorType(DType.BOOL, new Shape(dims))), operand("other" + i, DType.BOOL, part(dims)),
                any(List.of(Logical.Kind.values())));
            case 2 -> new Select(operand("condition" + i, DType.BOOL, part(dims)), graph.input("x" + i, new TensorType(type, new Shape(dims))),
                operand("other" + i, type, part(dims)));
            case 3 -> cast(i, dims);
            case 4 -> new Binary(graph.input("x" + i, new TensorType(integer, new Shape(dims))), operand("other" + i, integer, part(dims)),
                any(List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV, Binary.Kind.MIN, Binary.Kind.MAX,
                    Binary.Kind.MOD)));
            default -> integer == DType.U8 ? new Unary(graph.input("x" + i, new TensorType(DType.BOOL, new Shape(dims))), Unary.Kind.NOT)
                : new Unary(graph.input("x" + i, new TensorType(integer, new Shape(dims))),
                    any(List.of(Unary.Kind.NEG, Unary.Kind.ABS, Unary.Kind.SIGN)));
        });
    }

    private Op cast(int i, List<Integer> dims) {
        DType from = random.nextInt(5) == 0 ? DType.BOOL : any(NUMBERS);
        DType to = random.nextInt(5) == 0 ? DType.BOOL : any(NUMBERS);
        return new Cast(graph.input("x" + i, new TensorType(from, new Shape(dims))), to);
    }

    Value moved(int i) {
        List<Integer> dims = dims(1 + random.nextInt(5));
        int rank = dims.size();
        TensorType type = new TensorType(random.nextBoolean() ? DType.F32 : random.nextInt(6) == 0 ? DType.BOOL : any(NUMBERS), new Shape(dims));
        Value x = graph.input("x" + i, type);
        return graph.add(switch (random.nextInt(6)) {
            case 0 -> new Transpose(x, shuffled(rank));
            case 1 -> new Pad(x, each(rank), each(rank), type.dtype() == DType.F32 ? 1.5f : 1);
            case 2 -> sliced(x, dims);
            case 3 -> new Broadcast(x, IntStream.range(-1, rank).mapToObj(axis -> axis < 0 ? 2 : dims.get(axis) == 1 ? 3 : dims.get(axis))
                .toList());
            case 4 -> new Reshape(x, List.of(type.elements()));
            default -> new Concat(List.of(x, operand("other" + i, type.dtype(), dims), x), random.nextInt(rank));
        });
    }

    private List<Integer> shuffled(int rank) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(axes, new Random(random.nextLong()));
        return axes;
    }

    private List<Integer> each(int rank) {
        return IntStream.range(0, rank).mapToObj(axis -> random.nextInt(3)).toList();
    }

    private Op sliced(Value x, List<Integer> dims) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int extent : dims) {
            int start = random.nextInt(extent);
            int step = upTo(3);
            starts.add(start);
            steps.add(step);
            ends.add(start + 1 + random.nextInt(extent - start));
        }
        return new Slice(x, starts, ends, steps);
    }

    Value reduced(int i) {
        List<Integer> dims = dims(1 + random.nextInt(4));
        DType type = random.nextInt(4) == 0 ? any(INTEGERS) : DType.F32;
        List<Integer> axes = new ArrayList<>(IntStream.range(0, dims.size()).filter(axis -> random.nextBoolean()).boxed().toList());
        if (axes.isEmpty()) {
            axes.add(random.nextInt(dims.size()));
        }
        Reduce.Kind kind = any(type == DType.F32 ? List.of(Reduce.Kind.values())
            : List.of(Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.MIN, Reduce.Kind.PROD));
        return graph.add(new Reduce(graph.input("x" + i, new TensorType(type, new Shape(dims))), kind, axes, random.nextBoolean()));
    }

    Value alongAxis(int i) {
        List<Integer> dims = dims(1 + random.nextInt(3));
        Value x = graph.input("x" + i, new TensorType(any(NUMBERS), new Shape(dims)));
        int axis = random.nextInt(dims.size());
        return graph.add(random.nextBoolean() ? new CumulativeSum(x, axis)
            : new ArgReduce(x, any(List.of(ArgReduce.Kind.values())), axis, random.nextBoolean()));
    }

    Value gathered(int i) {
        List<Integer> dims = dims(1 + random.nextInt(3)).stream().map(extent -> extent + RandomInputs.INDICES - 1).toList();
        Value x = operand("x" + i, any(NUMBERS), dims);
        Value indices = graph.input(RandomInputs.INDEX + i, new TensorType(random.nextBoolean() ? DType.I64 : DType.I32,
            new Shape(dims(random.nextInt(3)))));
        return graph.add(new Gather(x, indices, random.nextInt(dims.size())));
    }
}
