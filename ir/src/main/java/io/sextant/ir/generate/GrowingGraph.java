package io.sextant.ir.generate;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph while it grows, with the tensors of its values. Constants and inputs that were drawn for an operator belong to the graph only
 * once the operator does; else their ids stay unused.
 */
final class GrowingGraph {
    private final Map<Value, Tensor> tensors = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Value> used = new HashSet<>();
    private final Set<Value> shunned = new HashSet<>();
    private final Map<Value, Tensor> drawnInputs = new LinkedHashMap<>();
    private final Map<Value, Tensor> drawnConstants = new LinkedHashMap<>();
    private int next;

    /** An input, for now one that was only drawn. */
    Value input(Tensor tensor) {
        Value value = value(tensor.type());
        drawnInputs.put(value, tensor);
        return value;
    }

    /** A constant, for now one that was only drawn. */
    Value constant(Tensor tensor) {
        Value value = value(tensor.type());
        drawnConstants.put(value, tensor);
        return value;
    }

    private Value value(TensorType type) {
        return new Value(next++, type);
    }

    Optional<Op> producer(Value value) {
        return nodes.stream().filter(node -> node.result().equals(value)).findFirst().map(Node::op);
    }

    Tensor tensor(Value value) {
        Tensor known = tensors.get(value);
        Tensor drawn = known != null ? known : drawnInputs.get(value);
        return drawn != null ? drawn : drawnConstants.get(value);
    }

    /** Takes the drawn inputs and constants that {@code operands} name, and forgets the others. */
    private void take(List<Value> operands) {
        for (Value operand : operands) {
            if (drawnInputs.containsKey(operand) && !tensors.containsKey(operand)) {
                inputs.add(operand);
                tensors.put(operand, drawnInputs.get(operand));
            } else if (drawnConstants.containsKey(operand) && !tensors.containsKey(operand)) {
                constants.put(operand, drawnConstants.get(operand));
                tensors.put(operand, drawnConstants.get(operand));
            }
        }
        used.addAll(operands);
        forget();
    }

    void forget() {
        drawnInputs.clear();
        drawnConstants.clear();
    }

    /** An input that belongs to the graph at once. */
    void addInput(Tensor tensor) {
        take(List.of(input(tensor)));
        used.clear();
    }

    /** @param usable whether other operators may use the result */
    Value add(Op op, Tensor result, boolean usable) {
        take(op.operands());
        Value value = value(op.type());
        nodes.add(new Node(value, op));
        tensors.put(value, result);
        if (!usable) {
            shunned.add(value);
        }
        return value;
    }

    int size() {
        return nodes.size();
    }

    List<Value> usable(boolean withConstants) {
        return tensors.keySet().stream().filter(value -> !shunned.contains(value) && (withConstants || !constants.containsKey(value)))
            .toList();
    }

    /** Results that no operator uses. */
    List<Value> unused() {
        return nodes.stream().map(Node::result).filter(result -> !used.contains(result)).toList();
    }

    List<Tensor> inputTensors() {
        return inputs.stream().map(tensors::get).toList();
    }

    Graph build(String name, List<Port> outputs) {
        List<Port> ports = new ArrayList<>();
        inputs.forEach(input -> ports.add(new Port("input" + ports.size(), input)));
        return new Graph(name, ports, constants, nodes, outputs);
    }
}
