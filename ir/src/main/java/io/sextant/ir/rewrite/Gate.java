package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Optional;

/** Products of a value and a function of it. */
final class Gate {
    private Gate() {
    }

    /** {@code x * gate(x) -> gated(x)}, in either order. */
    static Optional<Replacement> at(Node node, Draft draft, Unary.Kind gate, Unary.Kind gated) {
        if (!(node.op() instanceof Binary product) || product.kind() != Binary.Kind.MUL) {
            return Optional.empty();
        }
        boolean right = isGate(product.right(), product.left(), gate, draft);
        boolean left = isGate(product.left(), product.right(), gate, draft);
        return right || left ? draft.fill().by(new Unary(right ? product.left() : product.right(), gated)) : Optional.empty();
    }

    private static boolean isGate(Value value, Value x, Unary.Kind gate, Draft draft) {
        return draft.definition(value, Unary.class).filter(unary -> unary.kind() == gate && unary.input().equals(x)).isPresent();
    }
}
