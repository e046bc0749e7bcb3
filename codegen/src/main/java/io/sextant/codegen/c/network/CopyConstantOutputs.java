package io.sextant.codegen.c.network;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code output constant -> output broadcast(constant)}: what a network gives lies in its arena, where no constant is. */
final class CopyConstantOutputs {
    private CopyConstantOutputs() {
    }

    static Graph of(Graph graph) {
        if (graph.outputs().stream().noneMatch(output -> graph.isConstant(output.value()))) {
            return graph;
        }
        int free = 1 + Stream.of(graph.constants().keySet().stream(), graph.inputs().stream().map(Port::value),
            graph.nodes().stream().map(Node::result)).flatMap(values -> values).mapToInt(Value::id).max().orElse(-1);
        List<Node> nodes = new ArrayList<>(graph.nodes());
        List<Port> outputs = new ArrayList<>();
        for (Port output : graph.outputs()) {
            Value value = output.value();
            if (graph.isConstant(value)) {
                Broadcast copy = new Broadcast(value, value.type().shape().dims());
                nodes.add(new Node(new Value(free++, copy.type()), copy));
                outputs.add(new Port(output.name(), nodes.get(nodes.size() - 1).result()));
            } else {
                outputs.add(output);
            }
        }
        return new Graph(graph.name(), graph.inputs(), graph.constants(), nodes, outputs);
    }
}
