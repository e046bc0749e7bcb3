package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import java.util.Optional;

/** {@code y = op(...)} that neither a node nor an output uses {@code ->} nothing, with all that only it used. */
public final class RemoveDeadCode implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return draft.uses(node.result()) == 0 ? Replacement.byNothing() : Optional.empty();
    }
}
