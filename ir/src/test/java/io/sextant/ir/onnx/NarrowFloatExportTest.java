package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Operators on f16 and bf16 are valid ONNX; those on f16 agree with ONNX Runtime, whose CPU kernels have no bf16. */
class NarrowFloatExportTest {
    private static final List<Integer> ONE = List.of(1);
    private static final List<Integer> NONE = List.of(0);
    /** Steps between f16 in [1, 2): ONNX Runtime rounds inside an operator, too. */
    private static final float STEP = 0x1p-10f;

    @TestFactory
    Stream<DynamicTest> f16() {
        return graphs(DType.F16).entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> agrees(entry.getValue())));
    }

    private static void agrees(Graph graph) throws OrtException, IOException {
        NativeChecker.check(OnnxExport.toBytes(graph));
        OnnxRuntime.assertAgrees(graph, List.of(Tensor.random(graph.inputs().get(0).value().type(), 5, 3)), 4 * STEP, graph.name());
    }

    @TestFactory
    Stream<DynamicTest> bf16() {
        return graphs(DType.BF16).entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> valid(entry.getValue())));
    }

    private static void valid(Graph graph) throws IOException {
        byte[] bytes = OnnxExport.toBytes(graph);
        NativeChecker.check(bytes);
        assertEquals(22, ModelProto.parseFrom(bytes).getOpsetImport(0).getVersion());
    }

    private static Map<String, Graph> graphs(DType dtype) {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        GraphBuilder[] at = new GraphBuilder[1];
        Function<int[], Value> weights = dims -> at[0].constant(Tensor.random(new TensorType(dtype, Shape.of(dims)), dims.length, 1));
        Map<String, Function<Value, Op>> ops = new LinkedHashMap<>();
        ops.put("convolution", x -> new Convolution(x, weights.apply(new int[] {3, 4, 5}), Optional.of(weights.apply(new int[] {5})), ONE,
            NONE, ONE, ONE, 1));
        ops.put("dense", x -> new Dense(x, weights.apply(new int[] {4, 5}), Optional.of(weights.apply(new int[] {5}))));
        ops.put("mat_mul", x -> new MatMul(x, weights.apply(new int[] {1, 4, 2})));
        ops.put("pool", x -> new Pool(x, Pool.Kind.AVERAGE, List.of(3), ONE, ONE, NONE, true));
        ops.put("global_pool", x -> new GlobalPool(x, Pool.Kind.MAX));
        ops.put("batch_norm", x -> new BatchNorm(x, weights.apply(new int[] {4}), weights.apply(new int[] {4}),
            weights.apply(new int[] {4}), at[0].constant(Tensor.filled(new TensorType(dtype, Shape.of(4)), 1.25f)), 1e-3f));
        ops.put("layer_norm", x -> new LayerNorm(x, weights.apply(new int[] {4}), weights.apply(new int[] {4}), 1e-3f));
        ops.put("binary", x -> new Binary(x, weights.apply(new int[] {6, 1}), Binary.Kind.MUL));
        ops.put("concat", x -> new Concat(List.of(x, weights.apply(new int[] {1, 6, 2})), 2));
        ops.put("pad", x -> new Pad(x, List.of(0, 1, 0), List.of(0, 0, 2), 0.5f));
        ops.put("resize", x -> new Resize(x, List.of(3), Resize.Mode.NEAREST));
        ops.put("softmax", x -> new Softmax(x, 2));
        ops.put("transpose", x -> new Transpose(x, List.of(2, 0, 1)));
        ops.put("clamp", x -> new Clamp(x, -0.5f, 1));
        ops.put("leaky_relu", x -> new LeakyRelu(x, 0.25f));
        ops.put("elu", x -> new Elu(x, 1));
        ops.put("compare", x -> new Compare(x, weights.apply(new int[] {6, 4}), Compare.Kind.LESS));
        ops.put("arg_reduce", x -> new ArgReduce(x, ArgReduce.Kind.MAX, 1, false));
        ops.put("gather", x -> new Gather(x, at[0].constant(Tensor.ofInts(new TensorType(DType.I32, Shape.of(2)), 1, -1)), 1));
        ops.put("broadcast", x -> new Broadcast(x, List.of(2, 6, 4)));
        ops.put("maximum", x -> new Binary(x, weights.apply(new int[] {6, 1}), Binary.Kind.MAX));
        Arrays.stream(Reduce.Kind.values()).forEach(kind -> ops.put("reduce " + kind, x -> new Reduce(x, kind, List.of(2), true)));
        Arrays.stream(Unary.Kind.values()).filter(kind -> kind != Unary.Kind.NOT).forEach(kind -> ops.put(kind.toString(), x ->
            new Unary(kind == Unary.Kind.LOG || kind == Unary.Kind.SQRT ? at[0].add(new Unary(x, Unary.Kind.ABS)) : x, kind)));
        ops.forEach((name, op) -> {
            at[0] = new GraphBuilder(name);
            Value input = at[0].input("x", new TensorType(dtype, Shape.of(1, 6, 4)));
            graphs.put(name, at[0].output("y", at[0].add(op.apply(input))).build());
        });
        return graphs;
    }
}
