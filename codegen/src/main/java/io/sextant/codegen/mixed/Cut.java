package io.sextant.codegen.mixed;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parts of graphs as graphs of their own. */
final class Cut {
    private Cut() {
    }

    /**
     * The graph of some nodes. Its inputs are what they take from others, in the order of their first use, its outputs what others take.
     *
     * @param nodes in the graph's order
     * @param taken values that others take, or that the whole graph gives
     * @param names of the ports
     */
    static Graph of(Graph graph, List<Node> nodes, Set<Value> taken, Function<Value, String> names) {
        Set<Value> made = new LinkedHashSet<>();
        Set<Value> inputs = new LinkedHashSet<>();
        Map<Value, Tensor> constants = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (Value operand : node.op().operands()) {
                if (graph.isConstant(operand)) {
                    constants.put(operand, graph.constants().get(operand));
                } else if (!made.contains(operand)) {
                    inputs.add(operand);
                }
            }
            made.add(node.result());
        }
        return new Graph(graph.name(), ports(new ArrayList<>(inputs), names), constants, nodes,
            ports(made.stream().filter(taken::contains).toList(), names));
    }

    private static List<Port> ports(List<Value> values, Function<Value, String> names) {
        return values.stream().map(value -> new Port(names.apply(value), value)).toList();
    }
}
