package io.sextant.ir.graph;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a graph node by node; values are numbered in the order of their definition. */
public final class GraphBuilder {
    private final String name;
    private final List<Port> inputs = new ArrayList<>();
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private int next;

    public GraphBuilder(String name) {
        this.name = name;
    }

    public Value input(String port, TensorType type) {
        Value value = new Value(next++, type);
        inputs.add(new Port(port, value));
        return value;
    }

    public Value constant(Tensor tensor) {
        Value value = new Value(next++, tensor.type());
        constants.put(value, tensor);
        return value;
    }

    /** Appends an operator and returns its result. */
    public Value add(Op op) {
        Value value = new Value(next++, op.type());
        nodes.add(new Node(value, op));
        return value;
    }

    public GraphBuilder output(String port, Value value) {
        outputs.add(new Port(port, value));
        return this;
    }

    /**
     * The graph so far.
     *
     * @throws io.sextant.ir.type.IllTyped if a graph constraint does not hold
     */
    public Graph build() {
        return new Graph(name, inputs, constants, nodes, outputs);
    }
}
