package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import java.util.HashMap;
import java.util.Map;

/** How many operands and outputs of a graph each value is. */
final class Uses {
    private final Map<Value, Integer> uses = new HashMap<>();

    Uses(Graph graph) {
        graph.nodes().forEach(node -> node.op().operands().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
        graph.outputs().forEach(output -> uses.merge(output.value(), 1, Integer::sum));
    }

    int of(Value value) {
        return uses.getOrDefault(value, 0);
    }
}
