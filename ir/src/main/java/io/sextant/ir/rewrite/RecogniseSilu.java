package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Unary;
import java.util.Optional;

/** {@code x * sigmoid(x) -> silu(x)}. */
public final class RecogniseSilu implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return Gate.at(node, draft, Unary.Kind.SIGMOID, Unary.Kind.SILU);
    }
}
