package io.sextant.ir.kernel;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who uses the values of a graph, and which nodes are taken by a kernel. */
final class Uses {
    private final Graph graph;
    private final Map<Value, List<Node>> consumers;
    private final Map<Value, Node> definitions = new HashMap<>();
    private final Set<Value> outputs = new HashSet<>();
    private final Set<Value> taken = new HashSet<>();

    Uses(Graph graph) {
        this.graph = graph;
        consumers = graph.consumers();
        graph.nodes().forEach(node -> definitions.put(node.result(), node));
        for (Port output : graph.outputs()) {
            outputs.add(output.value());
        }
    }

    boolean isConstant(Value value) {
        return graph.isConstant(value);
    }

    boolean isTaken(Node node) {
        return taken.contains(node.result());
    }

    void take(List<Node> nodes) {
        nodes.forEach(node -> taken.add(node.result()));
    }

    /** The node that makes {@code value}, if no kernel has it. */
    Optional<Node> definition(Value value) {
        return Optional.ofNullable(definitions.get(value)).filter(node -> !isTaken(node));
    }

    /** The one use of {@code value}, if it is no graph output and no kernel has that node. */
    Optional<Node> onlyConsumer(Value value) {
        List<Node> users = consumers.getOrDefault(value, List.of());
        boolean only = users.size() == 1 && !outputs.contains(value) && !isTaken(users.get(0));
        return only ? Optional.of(users.get(0)) : Optional.empty();
    }

    /** Whether nothing but {@code nodes} uses {@code value}. */
    boolean isInside(Value value, Set<Node> nodes) {
        return !outputs.contains(value) && nodes.containsAll(consumers.getOrDefault(value, List.of()));
    }
}
