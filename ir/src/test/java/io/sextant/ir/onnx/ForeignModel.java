package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** An ONNX model as other exporters write it, node by node. */
final class ForeignModel {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("foreign");
    private final int opset;
    private final Map<String, Tensor> fed = new LinkedHashMap<>();
    private final Set<String> domains = new TreeSet<>();
    private float tolerance = 1e-4f;
    private long seed = 1;

    ForeignModel(int opset) {
        this.opset = opset;
    }

    /** The graph so far, for what the methods here cannot say. */
    GraphProto.Builder proto() {
        return graph;
    }

    ForeignModel input(String name, int... dims) {
        graph.addInput(info(name, dims));
        return this;
    }

    ForeignModel input(String name, TensorType type) {
        graph.addInput(TensorWriter.valueInfo(name, type, Layout.identity(type.rank())));
        return this;
    }

    /** Gives dimension {@code axis} of the last input a symbol. */
    ForeignModel symbol(int axis, String symbol) {
        graph.getInputBuilder(graph.getInputCount() - 1).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(axis)
            .setDimParam(symbol);
        return this;
    }

    /** Outputs of whatever type they are found to have. */
    ForeignModel output(String... names) {
        Arrays.stream(names).forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
        return this;
    }

    /** What {@link #assertAgrees} feeds to an input in place of random numbers. */
    ForeignModel fed(String input, Tensor tensor) {
        fed.put(input, tensor);
        return this;
    }

    /** How far results may differ, relative above 1. */
    ForeignModel within(float difference) {
        tolerance = difference;
        return this;
    }

    /** Imports a further domain of operators; the last node is of it. */
    ForeignModel domain(String name) {
        domains.add(name);
        graph.getNodeBuilder(graph.getNodeCount() - 1).setDomain(name);
        return this;
    }

    private static ValueInfoProto info(String name, int... dims) {
        return TensorWriter.valueInfo(name, TensorType.f32(dims), Layout.identity(dims.length));
    }

    ForeignModel weights(String name, int... dims) {
        return tensor(name, Tensor.random(TensorType.f32(dims), seed++, 0.5f));
    }

    ForeignModel tensor(String name, Tensor tensor) {
        graph.addInitializer(TensorWriter.tensor(name, tensor));
        return this;
    }

    ForeignModel scalar(String name, float value) {
        return tensor(name, Tensor.of(TensorType.f32(), value));
    }

    ForeignModel integers(String name, Integer... values) {
        graph.addInitializer(TensorWriter.integers(name, List.of(values)));
        return this;
    }

    /** Inputs and outputs are separated by spaces; {@code _} leaves one out. The node is named after its first output. */
    ForeignModel node(String operator, String inputs, String output, AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(output.split(" ")[0] + "_node");
        Arrays.stream(output.split(" ")).forEach(name -> node.addOutput(name.equals("_") ? "" : name));
        Arrays.stream(inputs.split(" ")).filter(name -> !name.isEmpty()).forEach(name -> node.addInput(name.equals("_") ? ""
            : name));
        graph.addNode(node.addAllAttribute(List.of(attributes)));
        return this;
    }

    byte[] bytes() {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(opset > 20 ? 10 : OnnxExport.IR_VERSION)
            .setProducerName("elsewhere").addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset)).setGraph(graph);
        domains.forEach(domain -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        return model.build().toByteArray();
    }

    Graph read() {
        return OnnxImport.parse(bytes(), "foreign.onnx");
    }

    /** The operators of the graph that this is read as, by name, in order. */
    List<String> operators() {
        return read().nodes().stream().map(node -> NodeName.of(node.op())).toList();
    }

    Op operator(int index) {
        return read().nodes().get(index).op();
    }

    /** Requires that ONNX Runtime on this model, and the interpreter on what is read of it, agree. */
    void assertAgrees() throws OrtException {
        ImportedModel read = OnnxImport.parseModel(bytes(), "foreign.onnx");
        List<Tensor> inputs = new ArrayList<>();
        Map<String, Tensor> onnx = new LinkedHashMap<>();
        for (Port port : read.graph().inputs()) {
            Tensor tensor = fed.containsKey(port.name()) ? fed.get(port.name()) : random(port.value().type(), 99 + port.value().id());
            inputs.add(tensor);
            onnx.put(port.name(), read.layouts().inputToOnnx(port.name(), tensor));
        }
        Map<String, Tensor> expected = OnnxRuntime.run(bytes(), onnx);
        List<Tensor> actual = Interpreter.run(read.graph(), inputs);
        for (int i = 0; i < actual.size(); i++) {
            String port = read.graph().outputs().get(i).name();
            OnnxRuntime.assertClose(read.layouts().outputToIr(port, expected.get(port)), actual.get(i), tolerance, port);
        }
    }

    /** Floating elements in [-2, 2), integers that are good indices. */
    private static Tensor random(TensorType type, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (type.dtype().isFloating()) {
            return Tensor.random(type, seed, 2);
        }
        if (type.dtype() == DType.I64) {
            return Tensor.ofLongs(type, random.longs(type.elements(), 0, 3).toArray());
        }
        return Tensor.ofInts(type, random.ints(type.elements(), 0, 2).toArray());
    }
}
