package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Unary.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code relu(f(x)) -> f(x)} where f is never negative, {@code relu6(f(x)) -> f(x)} where f is in [0, 6], and
 * {@code relu6(relu(x)) -> relu6(x)}.
 */
public final class RemoveRepeatedActivations implements Rule {
    private static final Set<Kind> UP_TO_SIX = EnumSet.of(Kind.RELU6, Kind.SIGMOID, Kind.HARD_SIGMOID);

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Unary outer) || outer.kind() != Kind.RELU && outer.kind() != Kind.RELU6) {
            return Optional.empty();
        }
        return draft.definition(outer.input(), Unary.class).flatMap(inner -> {
            if (UP_TO_SIX.contains(inner.kind()) || outer.kind() == Kind.RELU && inner.kind() == Kind.RELU) {
                return Replacement.by(outer.input());
            }
            return inner.kind() == Kind.RELU ? draft.fill().by(new Unary(inner.input(), Kind.RELU6)) : Optional.empty();
        });
    }
}
