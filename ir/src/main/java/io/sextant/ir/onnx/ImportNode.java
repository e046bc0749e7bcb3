package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sextant.ir.InvalidInput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A node of an ONNX file. Attributes are asked for by name; {@link #rejectUnread} refuses the node if it has one that nobody asked
 * for, so that no meaning is lost in silence.
 */
final class ImportNode {
    private static final long LARGEST = 1L << 28;
    private static final int MOST_INTEGERS = 64;

    private final int index;
    private final NodeProto proto;
    private final int opset;
    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<String> uses;

    ImportNode(int index, NodeProto proto, int opset) {
        this.index = index;
        this.proto = proto;
        this.opset = opset;
        proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        this.uses = Stream.concat(proto.getInputList().stream(), Branch.captured(proto).stream()).filter(name -> !name.isEmpty()).toList();
    }

    int index() {
        return index;
    }

    int opset() {
        return opset;
    }

    String operator() {
        return proto.getOpType();
    }

    /** Domain, empty for ONNX's own. */
    String domain() {
        return proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
    }

    /** Whether it is ONNX's own {@code operator}. */
    boolean is(String operator) {
        return operator().equals(operator) && domain().isEmpty();
    }

    String label() {
        return proto.getName().isEmpty() ? "node " + index : "node " + Quoted.text(proto.getName());
    }

    /** For messages: {@code node 'conv1' (Conv)}. */
    String place() {
        return label() + " (" + Quoted.bare(operator()) + ")";
    }

    /** Whether the exporter marked the node, see {@link ExportGraph#BY_ITSELF}. */
    boolean isByItself() {
        return proto.getDocString().equals(ExportGraph.BY_ITSELF);
    }

    List<String> inputs() {
        return proto.getInputList();
    }

    /** The inputs that are given, and what the graphs in the attributes use from outside. */
    List<String> uses() {
        return uses;
    }

    List<String> outputs() {
        return proto.getOutputList();
    }

    /** The name of input {@code position}, if it is given. */
    Optional<String> optional(int position) {
        return position < proto.getInputCount() && !proto.getInput(position).isEmpty() ? Optional.of(proto.getInput(position))
            : Optional.empty();
    }

    String input(int position) {
        return optional(position).orElseThrow(() -> new InvalidInput("input " + position + " is missing"));
    }

    String output() {
        if (proto.getOutputCount() == 0 || proto.getOutput(0).isEmpty()) {
            throw new InvalidInput("the first output has no name");
        }
        return proto.getOutput(0);
    }

    private Optional<AttributeProto> attribute(String name, AttributeType type) {
        read.add(name);
        AttributeProto attribute = attributes.get(name);
        if (attribute == null) {
            return Optional.empty();
        }
        if (attribute.getType() != type) {
            throw new InvalidInput("attribute '" + name + "' is " + type + ", got " + attribute.getType());
        }
        return Optional.of(attribute);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    int integer(String name, int otherwise) {
        return attribute(name, AttributeType.INT).map(attribute -> bounded(name, attribute.getI())).orElse(otherwise);
    }

    float decimal(String name, float otherwise) {
        return attribute(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name, AttributeType.STRING).map(attribute -> attribute.getS().toStringUtf8()).orElse(otherwise);
    }

    Optional<List<Integer>> integers(String name) {
        return longs(name).map(values -> {
            if (values.size() > MOST_INTEGERS) {
                throw new InvalidInput("attribute '" + name + "' has at most " + MOST_INTEGERS + " entries, got "
                    + values.size());
            }
            return values.stream().map(value -> bounded(name, value)).toList();
        });
    }

    Optional<List<Long>> longs(String name) {
        return attribute(name, AttributeType.INTS).map(AttributeProto::getIntsList);
    }

    Optional<Long> longInteger(String name) {
        return attribute(name, AttributeType.INT).map(AttributeProto::getI);
    }

    Optional<List<Float>> decimals(String name) {
        return attribute(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
    }

    Optional<List<String>> texts(String name) {
        return attribute(name, AttributeType.STRINGS)
            .map(attribute -> attribute.getStringsList().stream().map(ByteString::toStringUtf8).toList());
    }

    Optional<TensorProto> tensor(String name) {
        return attribute(name, AttributeType.TENSOR).map(AttributeProto::getT);
    }

    GraphProto graph(String name) {
        return attribute(name, AttributeType.GRAPH).map(AttributeProto::getG)
            .orElseThrow(() -> new InvalidInput("attribute '" + name + "' is missing"));
    }

    /** Refuses the node unless an integer attribute, {@code usual} if absent, is {@code usual}. */
    void require(String name, int usual) {
        int value = integer(name, usual);
        if (value != usual) {
            throw new InvalidInput(name + "=" + value + " is not supported, only " + usual);
        }
    }

    /** Attributes that do not change the result of inference. */
    void ignore(String... names) {
        read.addAll(List.of(names));
    }

    void rejectUnread() {
        for (String name : attributes.keySet().stream().sorted().toList()) {
            if (!read.contains(name)) {
                throw new InvalidInput("attribute " + Quoted.text(name) + " is not understood");
            }
        }
    }

    private static int bounded(String name, long value) {
        if (Math.abs(value) > LARGEST || value == Long.MIN_VALUE) {
            throw new InvalidInput("attribute '" + name + "' is at most 2^28, got " + value);
        }
        return (int) value;
    }
}
