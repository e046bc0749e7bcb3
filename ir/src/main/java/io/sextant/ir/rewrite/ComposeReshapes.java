package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Reshape;
import java.util.Optional;

/** {@code reshape(reshape(x)) -> reshape(x)}. */
public final class ComposeReshapes implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Reshape outer ? draft.definition(outer.input(), Reshape.class)
            .flatMap(inner -> draft.fill().by(new Reshape(inner.input(), outer.shape()))) : Optional.empty();
    }
}
