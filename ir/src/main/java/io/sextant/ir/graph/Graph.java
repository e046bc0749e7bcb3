package io.sextant.ir.graph;

import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network: nodes in topological order over inputs and constants. Building one verifies it ({@link GraphConstraints}).
 *
 * @param constants weights and other fixed tensors, by the value that stands for each, in insertion order
 */
public record Graph(String name, List<Port> inputs, Map<Value, Tensor> constants, List<Node> nodes, List<Port> outputs) {
    public Graph {
        inputs = List.copyOf(inputs);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        GraphConstraints.check(inputs, constants, nodes, outputs);
    }

    public boolean isConstant(Value value) {
        return constants.containsKey(value);
    }

    /** For each value, the nodes that use it, in graph order. */
    public Map<Value, List<Node>> consumers() {
        Map<Value, List<Node>> consumers = new HashMap<>();
        for (Node node : nodes) {
            for (Value operand : node.op().operands()) {
                consumers.computeIfAbsent(operand, v -> new ArrayList<>()).add(node);
            }
        }
        return consumers;
    }

    /** This graph with other data in some constants (trained weights); types stay. */
    public Graph withConstants(Map<Value, Tensor> changed) {
        Map<Value, Tensor> merged = new LinkedHashMap<>(constants);
        changed.forEach((value, tensor) -> {
            if (merged.replace(value, tensor) == null) {
                throw new IllegalArgumentException(value + " is not a constant of graph " + name);
            }
        });
        return new Graph(name, inputs, merged, nodes, outputs);
    }
}
