package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Clamp;
import java.util.Optional;

/** {@code clamp(clamp(x, a, b), c, d) -> clamp(x, clamp(a, c, d), clamp(b, c, d))}. */
public final class ComposeClamps implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Clamp outer ? draft.definition(outer.input(), Clamp.class).flatMap(inner -> draft.fill()
            .by(new Clamp(inner.input(), bounded(inner.low(), outer), bounded(inner.high(), outer)))) : Optional.empty();
    }

    private static float bounded(float value, Clamp by) {
        return Math.min(Math.max(value, by.low()), by.high());
    }
}
