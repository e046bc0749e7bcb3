package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What takes the place of a node.
 *
 * @param constants new constants
 * @param nodes new nodes, in an order in which they can run
 * @param result the value that takes the place of the node's result, new or one that was there; empty to take the node away, which
 *     must have no use
 */
public record Replacement(Map<Value, Tensor> constants, List<Node> nodes, Optional<Value> result) {
    public Replacement {
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
    }

    /** A value that is there already. */
    static Optional<Replacement> by(Value value) {
        return Optional.of(new Replacement(Map.of(), List.of(), Optional.of(value)));
    }

    /** Nothing. */
    static Optional<Replacement> byNothing() {
        return Optional.of(new Replacement(Map.of(), List.of(), Optional.empty()));
    }
}
