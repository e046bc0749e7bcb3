package io.sextant.ir.check;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The same network in another form. */
final class Disguise {
    private final Graph graph;
    private final SplittableRandom random;

    Disguise(Graph graph, long seed) {
        this.graph = graph;
        this.random = new SplittableRandom(seed);
    }

    /** Other ids and names, and a constant that nobody uses; the order is kept. */
    Graph renamed() {
        Map<Value, Value> names = new HashMap<>();
        Map<Value, Tensor> constants = new LinkedHashMap<>();
        int next = random.nextInt(5);
        Tensor unused = Tensor.zeros(TensorType.f32(2));
        constants.put(new Value(next++, unused.type()), unused);
        List<Value> defined = new ArrayList<>(graph.constants().keySet());
        graph.nodes().forEach(node -> defined.add(random.nextInt(defined.size() + 1), node.result()));
        graph.inputs().forEach(input -> defined.add(random.nextInt(defined.size() + 1), input.value()));
        for (Value value : defined) {
            names.put(value, new Value(next, value.type()));
            next += 1 + random.nextInt(3);
        }
        graph.constants().forEach((value, tensor) -> constants.put(names.get(value), tensor));
        List<Node> nodes = graph.nodes().stream()
            .map(node -> new Node(names.get(node.result()), node.op().mapOperands(names::get))).toList();
        return new Graph("renamed", ports(graph.inputs(), names), constants, nodes, ports(graph.outputs(), names));
    }

    private List<Port> ports(List<Port> ports, Map<Value, Value> names) {
        return ports.stream().map(port -> new Port("x " + port.name(), names.get(port.value()))).toList();
    }

    /** Nodes in another order in which they can run. */
    Graph reordered() {
        Set<Value> ready = new HashSet<>(graph.constants().keySet());
        graph.inputs().forEach(input -> ready.add(input.value()));
        List<Node> waiting = new ArrayList<>(graph.nodes());
        List<Node> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Node> possible = waiting.stream().filter(node -> ready.containsAll(node.op().operands())).toList();
            Node next = possible.get(random.nextInt(possible.size()));
            ordered.add(next);
            ready.add(next.result());
            waiting.remove(next);
        }
        return new Graph(graph.name(), graph.inputs(), graph.constants(), ordered, graph.outputs());
    }
}
