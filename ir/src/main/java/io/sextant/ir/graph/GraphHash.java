package io.sextant.ir.graph;

import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * SHA-256 of a graph's canonical text. Values are renumbered by first appearance, so that ids, names and unused constants do not
 * count; the order of nodes and of inputs does.
 */
public final class GraphHash {
    private static final String STRUCTURE_VERSION = "sextant-graph/1\n";

    private GraphHash() {
    }

    /** What determines latency: operators, attributes and types, with weights by type alone. */
    public static String structure(Graph graph) {
        return HexFormat.of().formatHex(sha256().digest(canonicalText(graph).getBytes(StandardCharsets.UTF_8)));
    }

    /** What determines the function: the structure and the elements of every constant that is used. */
    public static String content(Graph graph) {
        MessageDigest digest = sha256();
        digest.update(canonicalText(graph).getBytes(StandardCharsets.UTF_8));
        for (Node node : graph.nodes()) {
            for (Value operand : node.op().operands()) {
                Tensor tensor = graph.constants().get(operand);
                if (tensor != null) {
                    digest.update(bytes(tensor));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String canonicalText(Graph graph) {
        Map<Value, String> names = new HashMap<>();
        StringBuilder text = new StringBuilder(STRUCTURE_VERSION);
        graph.inputs().forEach(input -> text.append("input ").append(name(graph, names, input.value())).append('\n'));
        for (Node node : graph.nodes()) {
            String op = OpText.format(node.op(), operand -> name(graph, names, operand));
            text.append(name(graph, names, node.result())).append(" = ").append(op).append('\n');
        }
        graph.outputs().forEach(output -> text.append("output ").append(name(graph, names, output.value())).append('\n'));
        return text.toString();
    }

    private static String name(Graph graph, Map<Value, String> names, Value value) {
        return names.computeIfAbsent(value, v -> (graph.isConstant(v) ? "const " : "%") + names.size() + ":" + v.type());
    }

    private static byte[] bytes(Tensor tensor) {
        DType dtype = tensor.type().dtype();
        ByteBuffer buffer = ByteBuffer.allocate(tensor.type().elements() * Math.max(4, dtype.bytes()));
        if (dtype == DType.F32) {
            buffer.asFloatBuffer().put(tensor.floats());
        } else if (dtype == DType.I64) {
            buffer.asLongBuffer().put(tensor.longs());
        } else {
            buffer.asIntBuffer().put(tensor.ints());
        }
        return buffer.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
