package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the node that computes the same as another: the same operator of the same operands, in either order where that is the same. */
final class Twins {
    private final Map<Op, Value> firstOf = new HashMap<>();

    void add(Node node) {
        firstOf.putIfAbsent(key(node.op()), node.result());
    }

    void remove(Node node) {
        firstOf.remove(key(node.op()), node.result());
    }

    /** The first node with the operator and operands of {@code node}, if that is another. */
    Optional<Value> of(Node node) {
        Value first = firstOf.putIfAbsent(key(node.op()), node.result());
        return first == null || first.equals(node.result()) ? Optional.empty() : Optional.of(first);
    }

    private static Op key(Op op) {
        boolean other = Commuting.is(op) && op.operands().get(0).id() > op.operands().get(1).id();
        return other ? Commuting.exchanged(op) : op;
    }
}
