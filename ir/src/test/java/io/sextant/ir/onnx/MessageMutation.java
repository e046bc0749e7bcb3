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
    private static final List<String> OPERATORS = NodeImports.operators();
    private static final List<String> LOCATIONS = List.of("../weights.bin", "/etc/passwd", "absent", ".", "", FuzzSeeds.EXTERNAL_FILE);

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
        if (graph.getNodeCount() == 0) {
            return;
        }
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        switch (random.nextInt(14)) {
            case 0 -> setOperator(node, OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 1 -> setInput(graph, node);
            case 2 -> node.addInput(anyName(graph));
            case 3 -> node.clearDocString();
            case 4, 5 -> changeTensor(graph);
            case 6 -> changeInput(graph);
            case 7 -> changeOutputs(graph, node);
            case 8 -> graph.addNode(node.build()).getNodeBuilder(graph.getNodeCount() - 1).clearOutput().addOutput("copy");
            case 9 -> changeExternal(graph);
            default -> changeAttribute(node);
        }
    }

    private static void setOperator(NodeProto.Builder node, String operator) {
        int colon = operator.indexOf(':');
        node.setDomain(operator.substring(0, Math.max(0, colon))).setOpType(operator.substring(colon + 1));
    }

    private void changeTensor(GraphProto.Builder graph) {
        if (graph.getInitializerCount() > 0) {
            change(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
        }
    }

    private void changeOutputs(GraphProto.Builder graph, NodeProto.Builder node) {
        switch (random.nextInt(5)) {
            case 0 -> node.addOutput("further");
            case 1 -> node.clearInput();
            case 2 -> node.clearOutput().addOutput(anyName(graph));
            case 3 -> graph.addOutputBuilder().setName(anyName(graph));
            default -> node.clearOutput();
        }
    }

    private void changeExternal(GraphProto.Builder graph) {
        if (graph.getInitializerCount() == 0) {
            return;
        }
        TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
        tensor.addExternalDataBuilder().setKey("location").setValue(LOCATIONS.get(random.nextInt(LOCATIONS.size())));
        if (random.nextBoolean()) {
            tensor.addExternalDataBuilder().setKey(random.nextBoolean() ? "offset" : "length").setValue(String.valueOf(number()));
        }
    }

    private void setInput(GraphProto.Builder graph, NodeProto.Builder node) {
        if (node.getInputCount() > 0) {
            node.setInput(random.nextInt(node.getInputCount()), random.nextInt(5) == 0 ? "" : anyName(graph));
        }
    }

    private String anyName(GraphProto.Builder graph) {
        int kind = random.nextInt(3);
        if (kind == 0 && graph.getInitializerCount() > 0) {
            return graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName();
        }
        if (kind == 1 && graph.getInputCount() > 0) {
            return graph.getInput(random.nextInt(graph.getInputCount())).getName();
        }
        NodeProto node = graph.getNode(random.nextInt(graph.getNodeCount()));
        return node.getOutputCount() == 0 ? "" : node.getOutput(random.nextInt(node.getOutputCount()));
    }

    private void changeInput(GraphProto.Builder graph) {
        if (graph.getInputCount() == 0) {
            return;
        }
        TensorShapeProto.Builder shape = graph.getInputBuilder(random.nextInt(graph.getInputCount())).getTypeBuilder()
            .getTensorTypeBuilder().getShapeBuilder();
        if (random.nextBoolean() || shape.getDimCount() == 0) {
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
        if (random.nextInt(8) == 0) {
            node.removeAttribute(random.nextInt(node.getAttributeCount()));
        } else if (attribute.hasG() && attribute.getG().getNodeCount() > 0) {
            change(attribute.getGBuilder());
        } else if (attribute.hasT()) {
            change(attribute.getTBuilder());
        } else if (attribute.getIntsCount() > 0 && random.nextBoolean()) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
        } else {
            attribute.setI(number()).setF(number()).addInts(number());
        }
    }

    /** Elements read as 64-bit integers, as shapes, axes and amounts of padding are. */
    private void change(TensorProto.Builder tensor) {
        if (random.nextInt(8) == 0) {
            tensor.setDataType(random.nextInt(25));
        } else if (random.nextBoolean() && tensor.getDimsCount() > 0) {
            tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        } else if (tensor.getRawData().size() >= Long.BYTES) {
            byte[] raw = tensor.getRawData().toByteArray();
            int at = random.nextInt(raw.length / Long.BYTES) * Long.BYTES;
            ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number());
            tensor.setRawData(ByteString.copyFrom(raw));
        }
    }
}
