package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The ONNX and the text form of operators: ONNX Runtime computes what the interpreter does, and the text reads back. Each stands on graph
 * inputs, and where its input is a picture also behind a pooling, which holds it channels-first.
 */
class OperatorExportTest {
    private static final TensorType PICTURE = TensorType.f32(2, 3, 4, 5);
    private GraphBuilder graph = new GraphBuilder("unused");

    @TestFactory
    Stream<DynamicTest> onnxRuntimeAgrees() {
        Map<String, Runnable> families = new TreeMap<>(Map.of("unary", this::unary, "binary", this::binary, "logic", this::logic,
            "reductions", this::reductions, "indices", this::indices, "products", this::products, "recurrences", this::recurrences,
            "later opset", this::laterOpset));
        return families.entrySet().stream().map(family -> DynamicTest.dynamicTest(family.getKey(), () -> check(family.getValue(), 1e-5f)));
    }

    /** Scalars that an operator writes have the type of its elements. */
    @Test
    void otherElementTypesAgree() throws OrtException, IOException {
        check(this::otherTypes, 2e-3f);
    }

    /** All operators of a family are one graph, so that ONNX Runtime starts once; the output at fault names the operator. */
    private void check(Runnable family, float tolerance) throws OrtException, IOException {
        graph = new GraphBuilder("operators");
        family.run();
        Graph built = graph.build();
        assertEquals(GraphHash.structure(built), GraphHash.structure(GraphText.parse(GraphText.print(built))));
        NativeChecker.check(OnnxExport.toBytes(built));
        List<Tensor> inputs = new ArrayList<>();
        built.inputs().forEach(input -> inputs.add(RandomTensors.of(input.value().type(), 5 + input.value().id(), 3)));
        OnnxRuntime.assertAgrees(built, inputs, tolerance, built.name());
    }

    private void on(String name, TensorType type, BiFunction<GraphBuilder, Value, Op> op) {
        graph.output(name, graph.add(op.apply(graph, graph.input("input of " + name, type))));
        if (type.dtype() == DType.F32 && type.rank() == 4) {
            List<Integer> ones = List.of(1, 1);
            List<Integer> zeros = List.of(0, 0);
            Value input = graph.input("pooled input of " + name, type);
            Value pooled = graph.add(new Pool(input, Pool.Kind.MAX, ones, ones, zeros, zeros, false));
            graph.output(name + " channels-first", graph.add(op.apply(graph, pooled)));
        }
    }

    private void otherTypes() {
        TensorType type = new TensorType(DType.F16, Shape.of(2, 6));
        for (Unary.Kind kind : List.of(Unary.Kind.RELU6, Unary.Kind.GELU, Unary.Kind.SILU, Unary.Kind.EXP)) {
            on("f16 " + kind, type, (b, x) -> new Unary(x, kind));
        }
        on("f16 clamp", type, (b, x) -> new Clamp(x, -0.5f, 1));
        on("f16 pad", type, (b, x) -> new Pad(x, List.of(0, 1), List.of(1, 0), 0.5f));
        on("i64 pad", new TensorType(DType.I64, Shape.of(3)), (b, x) -> new Pad(x, List.of(1), List.of(0), 7));
        on("i32 pad", new TensorType(DType.I32, Shape.of(3)), (b, x) -> new Pad(x, List.of(1), List.of(0), -7));
    }

    private void unary() {
        for (Unary.Kind kind : EnumSet.complementOf(EnumSet.of(Unary.Kind.NOT, Unary.Kind.LOG, Unary.Kind.SQRT))) {
            on("unary " + kind, PICTURE, (b, x) -> new Unary(x, kind));
        }
        for (Unary.Kind kind : List.of(Unary.Kind.LOG, Unary.Kind.SQRT)) {
            on("unary " + kind, PICTURE, (b, x) -> new Unary(b.add(new Unary(x, Unary.Kind.ABS)), kind));
        }
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            for (Unary.Kind kind : List.of(Unary.Kind.NEG, Unary.Kind.ABS, Unary.Kind.SIGN)) {
                on("unary " + kind + " " + dtype, new TensorType(dtype, Shape.of(3, 4)), (b, x) -> new Unary(x, kind));
            }
        }
        on("unary NOT", new TensorType(DType.BOOL, Shape.of(3, 4)), (b, x) -> new Unary(x, Unary.Kind.NOT));
        on("clamp", PICTURE, (b, x) -> new Clamp(x, -0.5f, 1.25f));
        on("clamp like relu6", PICTURE, (b, x) -> new Clamp(x, 0, 6));
        on("clamp from below", PICTURE, (b, x) -> new Clamp(x, -1, Float.POSITIVE_INFINITY));
        on("leaky relu", PICTURE, (b, x) -> new LeakyRelu(x, 0.3f));
        on("elu", PICTURE, (b, x) -> new Elu(x, 0.7f));
    }

    private void binary() {
        for (Binary.Kind kind : Binary.Kind.values()) {
            Tensor positive = Tensor.of(TensorType.f32(5), 0.5f, 1, 1.5f, 2, 3);
            on("binary " + kind, PICTURE, (b, x) -> new Binary(b.add(new Unary(x, Unary.Kind.ABS)), b.constant(positive), kind));
        }
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            for (Binary.Kind kind : EnumSet.complementOf(EnumSet.of(Binary.Kind.POW))) {
                Tensor divisors = RandomTensors.integers(new TensorType(dtype, Shape.of(4)), 2, -3, 1, -1);
                on("binary " + kind + " " + dtype, new TensorType(dtype, Shape.of(6, 4)),
                    (b, x) -> new Binary(x, b.constant(divisors), kind));
            }
        }
        on("negative base", PICTURE, (b, x) -> new Binary(x, b.constant(Tensor.of(TensorType.f32(), 3)), Binary.Kind.POW));
        on("remainder of negatives", PICTURE, (b, x) -> new Binary(x, b.constant(Tensor.of(TensorType.f32(), 0.75f)), Binary.Kind.MOD));
    }

    private void logic() {
        for (Compare.Kind kind : Compare.Kind.values()) {
            on("compare " + kind, PICTURE, (b, x) -> new Compare(x, b.constant(Tensor.random(TensorType.f32(4, 5), 3, 3)), kind));
            for (DType dtype : List.of(DType.I32, DType.I64)) {
                TensorType type = new TensorType(dtype, Shape.of(6, 4));
                on("compare " + kind + " " + dtype, type, (b, x) -> new Compare(x, b.constant(RandomTensors.of(type, 8, 3)), kind));
            }
        }
        TensorType bools = new TensorType(DType.BOOL, Shape.of(6, 4));
        on("compare bools", bools, (b, x) -> new Compare(x, b.constant(RandomTensors.of(bools, 8, 1)), Compare.Kind.EQUAL));
        for (Logical.Kind kind : Logical.Kind.values()) {
            on("logical " + kind, bools, (b, x) -> new Logical(x, b.constant(RandomTensors.of(bools, 8, 1)), kind));
        }
        on("select", PICTURE, (b, x) -> new Select(b.constant(RandomTensors.of(new TensorType(DType.BOOL, Shape.of(4, 1)), 2, 1)), x,
            b.constant(Tensor.of(TensorType.f32(), -1))));
        on("select integers", new TensorType(DType.I64, Shape.of(6, 4)), (b, x) -> new Select(b.constant(RandomTensors.of(bools, 2, 1)),
            x, b.constant(RandomTensors.integers(new TensorType(DType.I64, Shape.of(1)), 9))));
        on("mask of a comparison", PICTURE, (b, x) -> {
            Value pooled = b.add(new GlobalPool(x, Pool.Kind.AVERAGE));
            return new Select(b.add(new Compare(x, pooled, Compare.Kind.LESS)), pooled, x);
        });
    }

    private void reductions() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (List<Integer> axes : List.of(List.of(0), List.of(3), List.of(1, 2), List.of(1, 3), List.of(0, 1, 2, 3))) {
                for (boolean keep : new boolean[] {false, true}) {
                    on("reduce " + kind + axes + keep, PICTURE, (b, x) -> new Reduce(x, kind, axes, keep));
                }
            }
        }
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.MIN, Reduce.Kind.PROD)) {
                on("reduce " + kind + " " + dtype, new TensorType(dtype, Shape.of(3, 4)), (b, x) -> new Reduce(x, kind, List.of(1), false));
            }
        }
        for (ArgReduce.Kind kind : ArgReduce.Kind.values()) {
            for (int axis = 0; axis < 4; axis++) {
                int along = axis;
                on("arg " + kind + axis, PICTURE, (b, x) -> new ArgReduce(x, kind, along, false));
                on("arg " + kind + axis + " kept", PICTURE, (b, x) -> new ArgReduce(b.add(new Unary(x, Unary.Kind.ROUND)), kind, along, true));
            }
        }
        on("arg MAX I32", new TensorType(DType.I32, Shape.of(3, 9)), (b, x) -> new ArgReduce(x, ArgReduce.Kind.MAX, 1, false));
        for (int axis = 0; axis < 4; axis++) {
            int along = axis;
            on("cumulative sum " + axis, PICTURE, (b, x) -> new CumulativeSum(x, along));
        }
        on("cumulative sum I64", new TensorType(DType.I64, Shape.of(3, 9)), (b, x) -> new CumulativeSum(x, 1));
        on("reduced, then along an axis", PICTURE, (b, x) -> new Softmax(b.add(new Reduce(x, Reduce.Kind.MEAN, List.of(1), false)), 1));
    }

    /** Quantised i16 takes opset 21, in which the axes of all reductions are operands. */
    private void laterOpset() {
        Tensor scale = Tensor.of(TensorType.f32(), 0.125f);
        Tensor zero = Tensor.ofInts(new TensorType(DType.I16, Shape.of()), 3);
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            on("reduce " + kind, PICTURE, (b, x) -> new Reduce(b.add(new Dequantize(b.add(new Quantize(x, b.constant(scale),
                b.constant(zero), 0)), b.constant(scale), b.constant(zero), 0)), kind, List.of(1, 2), kind == Reduce.Kind.MAX));
        }
    }

    private void indices() {
        for (int axis = 0; axis < 4; axis++) {
            int along = axis;
            for (Shape shape : List.of(Shape.of(), Shape.of(3), Shape.of(2, 2))) {
                Tensor indices = RandomTensors.integers(new TensorType(DType.I64, shape), LongStream.of(1, -2, 0, 1)
                    .limit(shape.elements()).toArray());
                on("gather along " + axis + " by " + shape, PICTURE, (b, x) -> new Gather(x, b.constant(indices), along));
            }
        }
        on("gather by computed indices", PICTURE, (b, x) -> new Gather(b.constant(Tensor.random(TensorType.f32(5, 3), 7, 1)),
            b.add(new ArgReduce(x, ArgReduce.Kind.MAX, 3, false)), 0));
        on("gather integers by i32", new TensorType(DType.I32, Shape.of(3, 4)), (b, x) -> new Gather(x,
            b.constant(RandomTensors.integers(new TensorType(DType.I32, Shape.of(2)), 2, -1)), 1));
        on("broadcast of a picture", TensorType.f32(1, 3, 1, 5), (b, x) -> new Broadcast(x, List.of(2, 3, 4, 5)));
        on("broadcast to more dimensions", TensorType.f32(2, 1, 3, 1), (b, x) -> new Broadcast(x, List.of(2, 2, 4, 3, 2)));
        on("broadcast of integers", new TensorType(DType.I64, Shape.of(3, 1)), (b, x) -> new Broadcast(x, List.of(2, 3, 2)));
    }

    private void products() {
        on("product with fewer batches", PICTURE, (b, x) -> new MatMul(x, b.constant(Tensor.random(TensorType.f32(3, 5, 2), 7, 1))));
        on("product with batches of 1", PICTURE, (b, x) -> new MatMul(x, b.constant(Tensor.random(TensorType.f32(2, 1, 5, 2), 7, 1))));
        on("product from a matrix", PICTURE, (b, x) -> new MatMul(b.constant(Tensor.random(TensorType.f32(6, 4), 7, 1)), x));
        on("product with a matrix", PICTURE, (b, x) -> new MatMul(x, b.constant(Tensor.random(TensorType.f32(5, 6), 7, 1))));
    }

    private void recurrences() {
        TensorType sequence = TensorType.f32(2, 5, 3);
        for (Recurrence.Direction direction : Recurrence.Direction.values()) {
            int d = direction.count();
            for (Gru.Result part : Gru.Result.values()) {
                for (boolean linear : new boolean[] {false, true}) {
                    on("gru " + direction + part + linear, sequence, (b, x) -> new Gru(x, weights(b, d, 3, 12), weights(b, d, 4, 12),
                        Optional.of(weights(b, d, 24)), Optional.of(weights(b, 2, d, 4)), direction, linear, part));
                }
            }
            for (Lstm.Result part : Lstm.Result.values()) {
                on("lstm " + direction + part, sequence, (b, x) -> new Lstm(x, weights(b, d, 3, 16), weights(b, d, 4, 16),
                    Optional.of(weights(b, d, 32)), Optional.of(weights(b, 2, d, 4)), Optional.of(weights(b, 2, d, 4)), direction, part));
            }
        }
        on("gru of nothing but weights", sequence, (b, x) -> new Gru(x, weights(b, 1, 3, 6), weights(b, 1, 2, 6), Optional.empty(),
            Optional.empty(), Recurrence.Direction.FORWARD, false, Gru.Result.STATES));
        on("lstm with a cell alone", sequence, (b, x) -> new Lstm(x, weights(b, 1, 3, 8), weights(b, 1, 2, 8), Optional.empty(),
            Optional.empty(), Optional.of(weights(b, 2, 1, 2)), Recurrence.Direction.REVERSE, Lstm.Result.STATES));
        on("gru, then a reshape", sequence, (b, x) -> new Reshape(b.add(new Gru(x, weights(b, 2, 3, 6), weights(b, 2, 2, 6),
            Optional.empty(), Optional.empty(), Recurrence.Direction.BIDIRECTIONAL, true, Gru.Result.STATES)), List.of(2, 5, 4)));
    }

    private static Value weights(GraphBuilder builder, int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), 3 + dims[dims.length - 1] + dims[1], 0.8f));
    }
}
