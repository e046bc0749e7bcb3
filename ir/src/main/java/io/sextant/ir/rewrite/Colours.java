package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A number for each value of a graph that depends on how it is made and on what is made of it, but on no id and no order of nodes
 * (Weisfeiler and Leman, 1968, along the edges of the graph, in a fixed number of passes there and back). It only decides which of two
 * operands that commute is named first; what it cannot tell apart is, but for contrived graphs, symmetrical.
 */
final class Colours {
    private static final int PASSES = 3;
    private static final int COMMUTING = -1;

    private final Graph graph;
    private final Map<Value, Long> colours = new HashMap<>();
    private final long[] signatures;

    /** @param contents whether the elements of constants count */
    Colours(Graph graph, boolean contents) {
        this.graph = graph;
        signatures = graph.nodes().stream().mapToLong(Colours::signature).toArray();
        for (int i = 0; i < graph.inputs().size(); i++) {
            Value input = graph.inputs().get(i).value();
            colours.put(input, mix(text(input.type().toString()), i));
        }
        graph.constants().forEach((value, tensor) -> colours.put(value, constant(tensor, contents)));
        for (int pass = 0; pass < PASSES; pass++) {
            definitions();
            uses();
        }
    }

    long of(Value value) {
        return colours.get(value);
    }

    /** The operator with its attributes and the type of its result, without its operands. */
    private static long signature(Node node) {
        return text(OpText.format(node.op(), operand -> "") + node.result().type());
    }

    private static long constant(Tensor tensor, boolean contents) {
        return text(contents ? tensor.digest() : tensor.type().toString());
    }

    private void definitions() {
        for (int i = 0; i < signatures.length; i++) {
            Node node = graph.nodes().get(i);
            List<Value> operands = node.op().operands();
            long colour = mix(signatures[i], colours.getOrDefault(node.result(), 0L));
            long unordered = 0;
            for (int at = 0; at < operands.size(); at++) {
                long operand = mix(position(node, at), of(operands.get(at)));
                unordered += operand;
            }
            colours.put(node.result(), mix(colour, unordered));
        }
    }

    /** Adds to each value's colour those of its users and outputs, in no order. */
    private void uses() {
        Map<Value, Long> used = new HashMap<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            used.merge(graph.outputs().get(i).value(), mix(2, i), Long::sum);
        }
        for (int i = signatures.length - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            long result = mix(of(node.result()), used.getOrDefault(node.result(), 0L));
            colours.put(node.result(), result);
            List<Value> operands = node.op().operands();
            for (int at = 0; at < operands.size(); at++) {
                used.merge(operands.get(at), mix(result, position(node, at)), Long::sum);
            }
        }
        graph.inputs().forEach(input -> colours.computeIfPresent(input.value(), (value, old) -> mix(old, used.getOrDefault(value, 0L))));
        graph.constants().keySet().forEach(value -> colours.computeIfPresent(value, (v, old) -> mix(old, used.getOrDefault(v, 0L))));
    }

    private static long position(Node node, int at) {
        return Commuting.is(node.op()) ? COMMUTING : at;
    }

    private static long text(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** A bijection of b for each a (the finaliser of SplitMix64, Steele et al., 2014). */
    private static long mix(long a, long b) {
        long z = a * 0x9e3779b97f4a7c15L + b + 0x632be59bd9b4e019L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
