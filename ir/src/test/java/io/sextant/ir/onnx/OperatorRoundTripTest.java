package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.GraphHash;
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
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operator, once straight on graph inputs and once behind and before a convolution, which holds it channels-first. */
class OperatorRoundTripTest {
    private final Map<String, Graph> graphs = new TreeMap<>();
    private GraphBuilder graph = new GraphBuilder("unused");
    private int constants;

    @TestFactory
    Stream<DynamicTest> everyOperatorComesBackAndAgrees() {
        spatial();
        products();
        elementwise();
        regions();
        return graphs.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private static void check(Graph graph) throws OrtException, IOException {
        byte[] bytes = OnnxExport.toBytes(graph);
        Graph back = OnnxImport.parse(bytes, "model.onnx");
        assertEquals(GraphHash.structure(graph), GraphHash.structure(back));
        assertEquals(GraphHash.content(graph), GraphHash.content(back));
        NativeChecker.check(bytes);
        List<Tensor> inputs = new ArrayList<>();
        graph.inputs().forEach(input -> inputs.add(Tensor.random(input.value().type(), 5 + input.value().id(), 3)));
        OnnxRuntime.assertAgrees(graph, inputs, 1e-5f, graph.name());
    }

    /** One operator on an input of the shape, and the same between convolutions where the shape allows it. */
    private void on(String name, List<Integer> shape, Function<Value, Op> op) {
        int[] dims = shape.stream().mapToInt(i -> i).toArray();
        begin(name);
        Value input = graph.input("x", TensorType.f32(dims));
        finish(name, graph.add(op.apply(input)));
        if (dims.length == 3 || dims.length == 4) {
            begin(name + " between convolutions");
            Value before = graph.add(pointwise(graph.input("x", TensorType.f32(dims)), shape.get(dims.length - 1)));
            Value result = graph.add(op.apply(before));
            finish(name + " between convolutions", result.type().rank() == 3 || result.type().rank() == 4
                ? graph.add(pointwise(result, 2)) : result);
        }
    }

    private void begin(String name) {
        graph = new GraphBuilder(name);
    }

    private void finish(String name, Value result) {
        graphs.put(name, graph.output("y", result).build());
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), ++constants, 0.7f));
    }

    private Op pointwise(Value input, int channels) {
        int spatial = input.type().rank() - 2;
        int[] filter = new int[spatial + 2];
        Arrays.fill(filter, 0, spatial, 1);
        filter[spatial] = input.type().shape().last();
        filter[spatial + 1] = channels;
        List<Integer> ones = Arrays.stream(filter).limit(spatial).boxed().toList();
        List<Integer> zeros = ones.stream().map(one -> 0).toList();
        return new Convolution(input, weights(filter), Optional.empty(), ones, zeros, zeros, ones, 1);
    }

    private void spatial() {
        on("convolution 1-D, asymmetric padding", List.of(2, 11, 3), x -> new Convolution(x, weights(4, 3, 5),
            Optional.of(weights(5)), List.of(2), List.of(1), List.of(3), List.of(1), 1));
        on("convolution 1-D, groups and dilation", List.of(1, 11, 4), x -> new Convolution(x, weights(3, 2, 6), Optional.empty(),
            List.of(1), List.of(2), List.of(0), List.of(2), 2));
        on("convolution 2-D, asymmetric everything", List.of(1, 9, 8, 6), x -> new Convolution(x, weights(3, 2, 3, 4),
            Optional.of(weights(4)), List.of(2, 1), List.of(0, 1), List.of(2, 0), List.of(1, 3), 2));
        on("convolution 2-D, depthwise", List.of(1, 7, 6, 5), x -> new Convolution(x, weights(3, 3, 1, 5),
            Optional.of(weights(5)), List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1), 5));
        for (Pool.Kind kind : Pool.Kind.values()) {
            on("pool 1-D " + kind, List.of(1, 9, 3), x -> new Pool(x, kind, List.of(3), List.of(2), List.of(1), List.of(2),
                false));
            on("pool 2-D " + kind, List.of(2, 9, 6, 3), x -> new Pool(x, kind, List.of(3, 2), List.of(2, 1), List.of(2, 0),
                List.of(0, 1), false));
            on("global pool 1-D " + kind, List.of(1, 9, 3), x -> new GlobalPool(x, kind));
            on("global pool 2-D " + kind, List.of(2, 9, 6, 3), x -> new GlobalPool(x, kind));
        }
        on("pool that counts padding", List.of(1, 7, 6, 3), x -> new Pool(x, Pool.Kind.AVERAGE, List.of(3, 3), List.of(2, 2),
            List.of(1, 2), List.of(2, 1), true));
        for (List<Integer> shape : List.of(List.of(3, 4), List.of(1, 9, 4), List.of(2, 5, 6, 4), List.of(1, 2, 3, 2, 4))) {
            on("batch norm of rank " + shape.size(), shape, x -> new BatchNorm(x, weights(4), weights(4), weights(4),
                graph.constant(Tensor.of(TensorType.f32(4), 0.5f, 1, 2, 0.1f)), 1e-3f));
        }
        for (Resize.Mode mode : Resize.Mode.values()) {
            on("resize 1-D " + mode, List.of(1, 5, 3), x -> new Resize(x, List.of(10), mode));
            on("resize 2-D up " + mode, List.of(1, 4, 3, 2), x -> new Resize(x, List.of(8, 9), mode));
            on("resize 2-D down " + mode, List.of(1, 8, 9, 2), x -> new Resize(x, List.of(4, 3), mode));
        }
    }

    private void products() {
        for (List<Integer> shape : List.of(List.of(3, 4), List.of(2, 3, 4), List.of(2, 3, 5, 4))) {
            on("dense with bias, rank " + shape.size(), shape, x -> new Dense(x, weights(4, 5), Optional.of(weights(5))));
            on("dense without bias, rank " + shape.size(), shape, x -> new Dense(x, weights(4, 5), Optional.empty()));
            on("layer norm, rank " + shape.size(), shape, x -> new LayerNorm(x, weights(4), weights(4), 1e-5f));
        }
        on("product with itself", List.of(2, 4, 4), x -> new MatMul(x, x));
        on("product with a constant, rank 2", List.of(3, 4), x -> new MatMul(x, weights(4, 2)));
        on("product with a constant, rank 4", List.of(1, 2, 3, 4), x -> new MatMul(x, weights(1, 2, 4, 3)));
        begin("dense with computed weights and bias");
        Value weights = graph.input("weights", TensorType.f32(4, 5));
        Value bias = graph.input("bias", TensorType.f32(5));
        finish("dense with computed weights and bias", graph.add(new Dense(graph.input("x", TensorType.f32(2, 3, 4)), weights,
            Optional.of(bias))));
        begin("dense without bias, then an addition");
        Value dense = graph.add(new Dense(graph.input("x", TensorType.f32(2, 3, 4)), weights(4, 5), Optional.empty()));
        finish("dense without bias, then an addition", graph.add(new Binary(dense, weights(5), Binary.Kind.ADD)));
        begin("convolution with a computed filter");
        Value filter = graph.input("filter", TensorType.f32(3, 3, 2, 4));
        Value image = graph.input("x", TensorType.f32(1, 6, 5, 2));
        finish("convolution with a computed filter", graph.add(new Convolution(image, filter, Optional.empty(), List.of(1, 1),
            List.of(0, 0), List.of(0, 0), List.of(1, 1), 1)));
    }

    private void elementwise() {
        for (Unary.Kind kind : EnumSet.range(Unary.Kind.RELU, Unary.Kind.GELU)) {
            on("unary " + kind, List.of(1, 4, 5, 3), x -> new Unary(x, kind));
        }
        for (Unary.Kind gate : List.of(Unary.Kind.SIGMOID, Unary.Kind.HARD_SIGMOID)) {
            on("x times " + gate, List.of(1, 4, 3), x -> new Binary(x, graph.add(new Unary(x, gate)), Binary.Kind.MUL));
        }
        for (Binary.Kind kind : EnumSet.range(Binary.Kind.ADD, Binary.Kind.DIV)) {
            on("binary " + kind, List.of(1, 4, 5, 3), x -> new Binary(x, graph.constant(Tensor.filled(TensorType.f32(3), 1.5f)),
                kind));
        }
        for (int[] dims : new int[][] {{}, {1}, {3}, {5, 3}, {5, 1}, {4, 1, 1}, {4, 5, 3}, {1, 1, 1, 3}, {1, 4, 1, 3}, {1, 1, 1},
            {2, 1, 1, 1}}) {
            on("constant " + Arrays.toString(dims), List.of(1, 4, 5, 3), x -> new Binary(weights(dims), x, Binary.Kind.SUB));
        }
        on("constant of more dimensions", List.of(4, 3), x -> new Binary(x, weights(2, 1, 3), Binary.Kind.ADD));
        on("mean broadcast over space", List.of(1, 4, 5, 3), x -> new Binary(x, graph.add(new GlobalPool(x, Pool.Kind.AVERAGE)),
            Binary.Kind.MUL));
        on("row of the tensor itself", List.of(1, 4, 3), x -> new Binary(x, graph.add(new Reshape(
            graph.add(new GlobalPool(x, Pool.Kind.MAX)), List.of(3))), Binary.Kind.DIV));
    }

    private void regions() {
        for (int axis = 0; axis < 4; axis++) {
            int along = axis;
            on("softmax along " + axis, List.of(2, 3, 4, 5), x -> new Softmax(x, along));
            on("concat along " + axis, List.of(2, 3, 4, 5), x -> new Concat(List.of(x, weights(2, 3, 4, 5), x), along));
        }
        on("pad", List.of(1, 3, 4, 2), x -> new Pad(x, List.of(0, 1, 2, 0), List.of(1, 0, 3, 2), -1.25f));
        on("slice", List.of(1, 7, 8, 3), x -> new Slice(x, List.of(0, 1, 0, 1), List.of(1, 7, 5, 3), List.of(1, 2, 3, 1)));
        on("reshape", List.of(1, 4, 6, 2), x -> new Reshape(x, List.of(1, 24, 2)));
        on("reshape that moves no element", List.of(1, 1, 1, 6), x -> new Reshape(x, List.of(1, 6)));
        on("reshape to the same shape", List.of(1, 4, 6, 2), x -> new Reshape(x, List.of(1, 4, 6, 2)));
        on("reshape to a scalar", List.of(1, 1), x -> new Reshape(x, List.of()));
        on("reshape from a scalar", List.of(), x -> new Reshape(x, List.of(1, 1)));
        for (List<Integer> order : List.of(List.of(0, 3, 1, 2), List.of(0, 2, 3, 1), List.of(0, 1, 2, 3), List.of(3, 2, 1, 0))) {
            on("transpose " + order, List.of(2, 3, 4, 5), x -> new Transpose(x, order));
            on("transpose there and back " + order, List.of(2, 3, 4, 5), x -> new Transpose(graph.add(new Transpose(x, order)),
                new Layout(order).permutationTo(Layout.identity(4))));
        }
        on("transpose 1-D", List.of(2, 3, 4), x -> new Unary(graph.add(new Transpose(x, List.of(0, 2, 1))), Unary.Kind.RELU));
    }

    @Test
    void oneValueUnderSeveralNames() throws OrtException, IOException {
        begin("names");
        Value input = graph.input("x", TensorType.f32(2, 3));
        Value result = graph.add(new Unary(input, Unary.Kind.TANH));
        graph.output("a", result).output("b", result).output("same", input).output("constant", weights(2));
        check(graph.build());
    }

    @Test
    void inputAndOutputOfOneNameAreRefused() {
        begin("clash");
        Value result = graph.add(new Unary(graph.input("x", TensorType.f32(2, 3)), Unary.Kind.TANH));
        Graph clash = graph.output("x", result).build();
        assertEquals("cannot write graph 'clash' as ONNX: 'x' names both an input and an output; give them different names",
            assertThrows(InvalidInput.class, () -> OnnxExport.toBytes(clash)).getMessage());
    }

    @Test
    void weightsThatDoNotFitAFileAreRefused() {
        begin("vast");
        Value weights = graph.constant(Tensor.filled(TensorType.f32(600_000_000), 1));
        Graph vast = graph.output("y", graph.add(new Unary(weights, Unary.Kind.RELU))).build();
        assertEquals("cannot write graph 'vast' as ONNX: its weights take 2400000000 bytes, and a model file holds less than 2 GiB",
            assertThrows(InvalidInput.class, () -> OnnxExport.toBytes(vast)).getMessage());
    }

    @Test
    void namesAreReadableAndUnique() throws IOException {
        ModelProto model = ModelProto.parseFrom(OnnxExport.toBytes(Networks.mnist1d()));
        List<String> names = model.getGraph().getNodeList().stream().map(node -> node.getName()).toList();
        assertEquals(List.of("convolution_0", "batch_norm_1", "relu_2"), names.subList(0, 3));
        assertEquals(names.size(), names.stream().distinct().count());
        assertEquals("convolution_0_filter", model.getGraph().getNode(0).getInput(1));
        assertEquals("sextant", model.getProducerName());
        assertEquals(17, model.getOpsetImport(0).getVersion());
    }

    @Test
    void ambiguousConstantsComeBackEquivalent() throws OrtException {
        begin("leading one");
        Value x = graph.add(pointwise(graph.input("x", TensorType.f32(1, 4, 5, 3)), 3));
        Graph odd = graph.output("y", graph.add(new Binary(x, weights(1, 3), Binary.Kind.MUL))).build();
        byte[] bytes = OnnxExport.toBytes(odd);
        Graph back = OnnxImport.parse(bytes, "model.onnx");
        assertNotEquals(GraphHash.structure(odd), GraphHash.structure(back));
        assertArrayEquals(bytes, OnnxExport.toBytes(back));
        OnnxRuntime.assertAgrees(odd, List.of(Tensor.random(TensorType.f32(1, 4, 5, 3), 3, 1)), 1e-5f, "leading one");
    }
}
