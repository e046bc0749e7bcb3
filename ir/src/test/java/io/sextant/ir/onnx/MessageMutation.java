package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/** Damage that leaves the protocol buffer whole: numbers, names, operators and types exchanged for others. */
final class MessageMutation {
    private static final long[] NUMBERS = {-1, 0, 1, 2, 3, 4, 5, 7, 64, -9, 1L << 27, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final List<String> OPERATORS = List.of("Conv", "MaxPool", "AveragePool", "GlobalMaxPool",
        "BatchNormalization", "Resize", "Gemm", "MatMul", "LayerNormalization", "Relu", "Sigmoid", "HardSigmoid", "Clip", "Gelu", "Erf",
        "Add", "Div", "Softmax", "Concat", "Pad", "Slice", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Identity",
        "Dropout", "Cast", "ReduceMean", "Constant");

    private final SplittableRandom random;

    MessageMutation(SplittableRandom random) {
        this.random = random;
    }

    byte[] mutate(byte[] model, int changes) {
        try {
            ModelProto.Builder builder = ModelProto.parseFrom(model).toBuilder();
            for (int i = 0; i < changes; i++) {
                change(builder.getGraphBuilder());
            }
            builder.getOpsetImportBuilder(0).setVersion(11 + random.nextInt(13));
            return builder.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("exported models are whole", e);
        }
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private void change(GraphProto.Builder graph) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        switch (random.nextInt(8)) {
            case 0 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 1 -> setInput(graph, node);
            case 2 -> node.addInput(anyName(graph));
            case 3 -> node.clearDocString();
            case 4 -> change(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
            case 5 -> changeInput(graph);
            default -> changeAttribute(node);
        }
    }

    private void setInput(GraphProto.Builder graph, NodeProto.Builder node) {
        if (node.getInputCount() > 0) {
            node.setInput(random.nextInt(node.getInputCount()), random.nextInt(5) == 0 ? "" : anyName(graph));
        }
    }

    private String anyName(GraphProto.Builder graph) {
        return switch (random.nextInt(3)) {
            case 0 -> graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName();
            case 1 -> graph.getInput(random.nextInt(graph.getInputCount())).getName();
            default -> graph.getNode(random.nextInt(graph.getNodeCount())).getOutput(0);
        };
    }

    private void changeInput(GraphProto.Builder graph) {
        TensorShapeProto.Builder shape = graph.getInputBuilder(random.nextInt(graph.getInputCount())).getTypeBuilder()
            .getTensorTypeBuilder().getShapeBuilder();
        if (random.nextBoolean()) {
            shape.addDimBuilder().setDimValue(1);
        } else {
            shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(number());
        }
    }

    private void changeAttribute(NodeProto.Builder node) {
        if (node.getAttributeCount() == 0) {
            return;
        }
        AttributeProto.Builder attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
        if (attribute.getIntsCount() > 0 && random.nextBoolean()) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
        } else {
            attribute.setI(number()).setF(number()).addInts(number());
        }
    }

    /** Elements read as 64-bit integers, as shapes, axes and amounts of padding are. */
    private void change(TensorProto.Builder tensor) {
        if (random.nextBoolean() && tensor.getDimsCount() > 0) {
            tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        } else if (tensor.getRawData().size() >= Long.BYTES) {
            byte[] raw = tensor.getRawData().toByteArray();
            int at = random.nextInt(raw.length / Long.BYTES) * Long.BYTES;
            ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number());
            tensor.setRawData(ByteString.copyFrom(raw));
        }
    }
}
