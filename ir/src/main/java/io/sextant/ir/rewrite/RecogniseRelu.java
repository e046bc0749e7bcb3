package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Unary;
import java.util.Optional;

/** {@code clamp(x, 0, inf) -> relu(x)}, {@code clamp(x, 0, 6) -> relu6(x)}. */
public final class RecogniseRelu implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Clamp clamp) || clamp.low() != 0) {
            return Optional.empty();
        }
        if (clamp.high() >= Float.MAX_VALUE) {
            return draft.fill().by(new Unary(clamp.input(), Unary.Kind.RELU));
        }
        return clamp.high() == 6 ? draft.fill().by(new Unary(clamp.input(), Unary.Kind.RELU6)) : Optional.empty();
    }
}
