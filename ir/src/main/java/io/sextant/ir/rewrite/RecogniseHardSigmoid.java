package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Optional;

/** {@code relu6(x + 3) / 6 -> hard_sigmoid(x)}, the division also written as a product. */
public final class RecogniseHardSigmoid implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return Scalars.multiplied(node.result(), 1.0 / 6, draft).flatMap(gate -> shifted(gate, draft))
            .flatMap(x -> draft.fill().by(new Unary(x, Unary.Kind.HARD_SIGMOID)));
    }

    /** The x of {@code relu6(x + 3)}. */
    static Optional<Value> shifted(Value gate, Draft draft) {
        return draft.definition(gate, Unary.class).filter(unary -> unary.kind() == Unary.Kind.RELU6)
            .flatMap(unary -> Scalars.increased(unary.input(), 3, draft));
    }
}
