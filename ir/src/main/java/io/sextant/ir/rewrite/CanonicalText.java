package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph's text with values numbered as they are met on the way from the outputs to what they are made of, so that neither ids nor the
 * order of nodes count. Addends and factors are met in the order of their {@link Colours}.
 */
final class CanonicalText {
    private static final String VERSION = "sextant-function/1\n";

    private final Graph graph;
    private final boolean contents;
    private final Map<Value, Node> definitions = new HashMap<>();
    private final Map<Value, Integer> numbers = new HashMap<>();
    private final StringBuilder text = new StringBuilder(VERSION);
    private final Colours colours;

    /** @param contents whether the elements of constants count */
    CanonicalText(Graph graph, boolean contents) {
        this.graph = graph;
        this.contents = contents;
        graph.nodes().forEach(node -> definitions.put(node.result(), node));
        colours = new Colours(graph, contents);
    }

    String text() {
        for (Port input : graph.inputs()) {
            text.append("input ").append(number(input.value())).append(": ").append(input.value().type()).append('\n');
        }
        graph.outputs().forEach(output -> visit(output.value()));
        graph.outputs().forEach(output -> text.append("output ").append(numbers.get(output.value())).append('\n'));
        return text.toString();
    }

    private int number(Value value) {
        return numbers.computeIfAbsent(value, v -> numbers.size());
    }

    /** Writes what {@code last} is made of, operands before their users. */
    private void visit(Value last) {
        Deque<Value> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            Value value = open.peek();
            if (numbers.containsKey(value)) {
                open.pop();
                continue;
            }
            List<Value> operands = definitions.containsKey(value) ? operands(definitions.get(value)) : List.of();
            int before = open.size();
            for (int i = operands.size() - 1; i >= 0; i--) {
                if (!numbers.containsKey(operands.get(i))) {
                    open.push(operands.get(i));
                }
            }
            if (open.size() == before) {
                write(open.pop());
            }
        }
    }

    private void write(Value value) {
        Node node = definitions.get(value);
        if (node == null) {
            text.append(number(value)).append(" = const ").append(value.type());
            text.append(contents ? " " + graph.constants().get(value).digest() : "").append('\n');
            return;
        }
        List<Value> operands = node.op().operands();
        Op ordered = operands(node).equals(operands) ? node.op() : Commuting.exchanged(node.op());
        String op = OpText.format(ordered, operand -> String.valueOf(numbers.get(operand)));
        text.append(number(value)).append(" = ").append(op).append(": ").append(value.type()).append('\n');
    }

    /** In the order in which they are named. */
    private List<Value> operands(Node node) {
        List<Value> operands = node.op().operands();
        return Commuting.is(node.op()) && isBefore(operands.get(1), operands.get(0)) ? List.of(operands.get(1), operands.get(0)) : operands;
    }

    /** Of operands of one colour, which stand in for each other, the one that was met first. */
    private boolean isBefore(Value a, Value b) {
        int byColour = Long.compareUnsigned(colours.of(a), colours.of(b));
        int first = numbers.getOrDefault(a, Integer.MAX_VALUE);
        int second = numbers.getOrDefault(b, Integer.MAX_VALUE);
        return byColour != 0 ? byColour < 0 : first < second;
    }
}
