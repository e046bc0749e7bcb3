package io.sextant.ir.graph;

import io.sextant.ir.digest.Sha256;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * SHA-256 of a graph's canonical text. Values are renumbered by first appearance, so that ids, names and unused constants do not
 * count; the order of nodes and of inputs does.
 */
public final class GraphHash {
    private static final String STRUCTURE_VERSION = "sextant-graph/1\n";
    private static final int CHUNK_BYTES = 1 << 13;

    private GraphHash() {
    }

    /** What determines latency: operators, attributes and types, with weights by type alone. */
    public static String structure(Graph graph) {
        return Sha256.of(canonicalText(graph));
    }

    /** What determines the function: the structure and the elements of every constant that is used. */
    public static String content(Graph graph) {
        Sha256 hash = new Sha256().update(canonicalText(graph));
        Stream<Value> uses = Stream.concat(graph.nodes().stream().flatMap(node -> node.op().operands().stream()),
            graph.outputs().stream().map(Port::value));
        uses.distinct().filter(graph::isConstant).forEach(value -> update(hash, graph.constants().get(value)));
        return hash.hex();
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

    /** Elements big-endian: floating ones as the bits of an f32 with one NaN, i64 as eight bytes, all others as four. */
    private static void update(Sha256 hash, Tensor tensor) {
        DType.Storage storage = tensor.type().dtype().storage();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (int i = 0; i < tensor.type().elements(); i++) {
            if (chunk.remaining() < Long.BYTES) {
                hash.update(chunk.array(), chunk.position());
                chunk.clear();
            }
            switch (storage) {
                case FLOATS -> chunk.putInt(Float.floatToIntBits(tensor.floats()[i]));
                case LONGS -> chunk.putLong(tensor.longs()[i]);
                case INTS -> chunk.putInt(tensor.ints()[i]);
            }
        }
        hash.update(chunk.array(), chunk.position());
    }
}
