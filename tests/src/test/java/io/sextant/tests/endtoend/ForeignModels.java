package io.sextant.tests.endtoend;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files that Sextant did not make: some do harm to whatever runs them. */
final class ForeignModels {
    private ForeignModels() {
    }

    /** Hyperbolic sine and cosine, which the IR does not have; its batch is unknown. */
    static Path notCovered(Path file) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("waves").addInput(tensor("x", DataType.FLOAT, -1, 64))
            .addOutput(tensor("y", DataType.FLOAT, -1, 64));
        graph.addNode(node("Cosh", "waves", "x"));
        graph.addNode(node("Sinh", "y", "waves"));
        return write(graph, file);
    }

    /** The least integer divided by -1: the quotient does not exist, and the processor traps. */
    static Path crashing(Path file) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("trap").addInput(tensor("x", DataType.INT64, 1))
            .addOutput(tensor("y", DataType.INT64, 1)).addInitializer(integers("least", Long.MIN_VALUE))
            .addInitializer(integers("nothing", 0)).addInitializer(integers("minus_one", -1));
        graph.addNode(node("Mul", "zero", "x", "nothing"));
        graph.addNode(node("Add", "divisor", "zero", "minus_one"));
        graph.addNode(node("Div", "y", "least", "divisor"));
        return write(graph, file);
    }

    /** A loop that does next to nothing, a million million times. */
    static Path hanging(Path file) throws IOException {
        GraphProto body = GraphProto.newBuilder().setName("body").addInput(tensor("i", DataType.INT64))
            .addInput(tensor("on", DataType.BOOL)).addInput(tensor("state", DataType.FLOAT, 1))
            .addOutput(tensor("on_after", DataType.BOOL)).addOutput(tensor("state_after", DataType.FLOAT, 1))
            .addNode(node("Identity", "on_after", "on")).addNode(node("Neg", "state_after", "state")).build();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("endless").addInput(tensor("x", DataType.FLOAT, 1))
            .addOutput(tensor("y", DataType.FLOAT, 1)).addInitializer(integers("iterations", 1L << 40));
        graph.addNode(node("Loop", "y", "iterations", "", "x").addAttribute(AttributeProto.newBuilder().setName("body")
            .setType(AttributeProto.AttributeType.GRAPH).setG(body)));
        return write(graph, file);
    }

    /** A few bytes that ask for {@code gibibytes} of memory, and fill them. */
    static Path oversized(Path file, int gibibytes) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("oversized").addInput(tensor("x", DataType.INT64, 1))
            .addOutput(tensor("y", DataType.FLOAT, -1)).addInitializer(integers("elements", (long) gibibytes << 28));
        graph.addNode(node("Mul", "shape", "x", "elements"));
        graph.addNode(node("ConstantOfShape", "y", "shape"));
        return write(graph, file);
    }

    private static Path write(GraphProto.Builder graph, Path file) throws IOException {
        return Files.write(file, ModelProto.newBuilder().setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph).build().toByteArray());
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder().setOpType(operator).setName(operator).addAllInput(List.of(inputs)).addOutput(output);
    }

    private static TensorProto integers(String name, long value) {
        return TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addDims(1).addInt64Data(value).build();
    }

    /** An extent of -1 is unknown. */
    private static ValueInfoProto tensor(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            dims.addDim(extent < 0 ? Dimension.newBuilder().setDimParam("N") : Dimension.newBuilder().setDimValue(extent));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dims))).build();
    }
}
