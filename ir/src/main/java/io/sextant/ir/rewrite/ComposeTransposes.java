package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Transpose;
import java.util.Optional;

/** {@code transpose(transpose(x, p), q) -> transpose(x, p then q)}; two that cancel leave what {@link RemoveIdentities} takes away. */
public final class ComposeTransposes implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Transpose outer ? draft.definition(outer.input(), Transpose.class)
            .flatMap(inner -> draft.fill()
                .by(new Transpose(inner.input(), Permutations.then(inner.permutation(), outer.permutation())))) : Optional.empty();
    }
}
