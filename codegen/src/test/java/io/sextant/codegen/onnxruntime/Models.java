package io.sextant.codegen.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Small networks of our own, and ONNX files as others write them. */
final class Models {
    private Models() {
    }

    /** Two convolutions over a sequence of 40, the second with a residual, and a classifier. */
    static Graph sequenceNet() {
        GraphBuilder net = new GraphBuilder("sequence");
        Value stem = relu(net, convolution(net, net.input("x", TensorType.f32(1, 40, 1)), 5, 16));
        Value residual = net.add(new Binary(convolution(net, stem, 3, 16), stem, Binary.Kind.ADD));
        Value pooled = net.add(new GlobalPool(relu(net, residual), Pool.Kind.AVERAGE));
        Value flat = net.add(new Reshape(pooled, List.of(1, 16)));
        Value logits = net.add(new Dense(flat, weights(net, 16, 10), Optional.of(weights(net, 10))));
        return net.output("logits", logits).build();
    }

    private static Value convolution(GraphBuilder net, Value input, int kernel, int filters) {
        int channels = input.type().shape().last();
        return net.add(new Convolution(input, weights(net, kernel, channels, filters), Optional.of(weights(net, filters)), List.of(1),
            List.of(kernel / 2), List.of(kernel / 2), List.of(1), 1));
    }

    private static Value relu(GraphBuilder net, Value input) {
        return net.add(new Unary(input, Unary.Kind.RELU));
    }

    private static Value weights(GraphBuilder net, int... dims) {
        return net.constant(Tensor.random(TensorType.f32(dims), dims.length, 0.5f));
    }

    /** (N, 4) and a count that it is multiplied with, N unknown. */
    static Path dynamic(Path file) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("dynamic")
            .addInput(tensor("x", TensorProto.DataType.FLOAT, -1, 4)).addInput(tensor("count", TensorProto.DataType.INT64, -1))
            .addOutput(tensor("y", TensorProto.DataType.FLOAT, -1, 4));
        graph.addNode(node("Cast", "cast", "count").addAttribute(attribute("to", TensorProto.DataType.FLOAT.getNumber())));
        graph.addNode(node("Mul", "scaled", "x", "cast"));
        graph.addNode(node("Softmax", "y", "scaled"));
        return write(graph, file);
    }

    static Path unknownOperator(Path file) throws IOException {
        return write(GraphProto.newBuilder().setName("unknown").addInput(tensor("x", TensorProto.DataType.FLOAT, 4))
            .addOutput(tensor("y", TensorProto.DataType.FLOAT, 4)).addNode(node("FourierMixer", "y", "x")), file);
    }

    /** A few bytes that ask for {@code elements} floats. */
    static Path filled(Path file, long elements) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("filled").addInput(tensor("x", TensorProto.DataType.INT64, 1))
            .addOutput(tensor("y", TensorProto.DataType.FLOAT, -1));
        graph.addInitializer(TensorProto.newBuilder().setName("elements").setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(1).addInt64Data(elements));
        graph.addNode(node("Mul", "shape", "x", "elements"));
        graph.addNode(node("ConstantOfShape", "y", "shape"));
        return write(graph, file);
    }

    /** A loop of {@code iterations} that do next to nothing. */
    static Path looping(Path file, long iterations) throws IOException {
        GraphProto body = GraphProto.newBuilder().setName("body").addInput(tensor("i", TensorProto.DataType.INT64))
            .addInput(tensor("on", TensorProto.DataType.BOOL)).addInput(tensor("state", TensorProto.DataType.FLOAT, 1))
            .addOutput(tensor("on_after", TensorProto.DataType.BOOL)).addOutput(tensor("state_after", TensorProto.DataType.FLOAT, 1))
            .addNode(node("Identity", "on_after", "on")).addNode(node("Neg", "state_after", "state")).build();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("looping").addInput(tensor("x", TensorProto.DataType.FLOAT, 1))
            .addOutput(tensor("y", TensorProto.DataType.FLOAT, 1));
        graph.addInitializer(TensorProto.newBuilder().setName("iterations").setDataType(TensorProto.DataType.INT64.getNumber())
            .addInt64Data(iterations));
        graph.addNode(node("Loop", "y", "iterations", "", "x").addAttribute(AttributeProto.newBuilder().setName("body")
            .setType(AttributeProto.AttributeType.GRAPH).setG(body)));
        return write(graph, file);
    }

    private static Path write(GraphProto.Builder graph, Path file) throws IOException {
        return Files.write(file, ModelProto.newBuilder().setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph).build().toByteArray());
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder().setOpType(operator).setName("/mixer/" + operator)
            .addAllInput(List.of(inputs)).addOutput(output);
    }

    private static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    /** An extent of -1 is unknown. */
    private static ValueInfoProto tensor(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            dims.addDim(extent < 0 ? Dimension.newBuilder().setDimParam("N") : Dimension.newBuilder().setDimValue(extent));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dims))).build();
    }
}
