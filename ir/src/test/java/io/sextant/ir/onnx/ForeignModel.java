package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX model as other exporters write it, node by node. */
final class ForeignModel {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("foreign");
    private final int opset;
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

    ForeignModel output(String... names) {
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).build();
        Arrays.stream(names).forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)
            .setType(TypeProto.newBuilder().setTensorType(type))));
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

    /** Inputs are separated by spaces; {@code _} leaves one out. The node is named after its output. */
    ForeignModel node(String operator, String inputs, String output, AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(output + "_node").addOutput(output);
        Arrays.stream(inputs.split(" ")).filter(name -> !name.isEmpty()).forEach(name -> node.addInput(name.equals("_") ? ""
            : name));
        graph.addNode(node.addAllAttribute(List.of(attributes)));
        return this;
    }

    byte[] bytes() {
        return ModelProto.newBuilder().setIrVersion(OnnxExport.IR_VERSION).setProducerName("elsewhere")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset)).setGraph(graph).build().toByteArray();
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
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (Port port : read.graph().inputs()) {
            Tensor tensor = Tensor.random(port.value().type(), 99 + port.value().id(), 2);
            inputs.add(tensor);
            fed.put(port.name(), read.layouts().inputToOnnx(port.name(), tensor));
        }
        Map<String, Tensor> expected = OnnxRuntime.run(bytes(), fed);
        List<Tensor> actual = Interpreter.run(read.graph(), inputs);
        for (int i = 0; i < actual.size(); i++) {
            String port = read.graph().outputs().get(i).name();
            OnnxRuntime.assertClose(read.layouts().outputToIr(port, expected.get(port)), actual.get(i), 1e-4f, port);
        }
    }
}
