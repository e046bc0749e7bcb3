package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import java.util.Optional;

/**
 * {@code a = op(x); b = op(x) -> a = op(x)}, with a for b: same attributes and operands, in either order for sums and products. Equal
 * constants are the same operand once {@link ShareConstants} has made them one.
 */
public final class RemoveCommonSubexpressions implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return draft.twin(node).flatMap(Replacement::by);
    }
}
