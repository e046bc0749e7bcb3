package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Optional;

/** {@code x * hard_sigmoid(x) -> hard_swish(x)}, {@code x * relu6(x + 3) / 6 -> hard_swish(x)}. */
public final class RecogniseHardSwish implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return Gate.at(node, draft, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH)
            .or(() -> Scalars.multiplied(node.result(), 1.0 / 6, draft).flatMap(product -> gated(product, draft))
                .flatMap(x -> draft.fill().by(new Unary(x, Unary.Kind.HARD_SWISH))));
    }

    /** The x of {@code x * relu6(x + 3)}. */
    private static Optional<Value> gated(Value product, Draft draft) {
        return draft.definition(product, Binary.class).filter(op -> op.kind() == Binary.Kind.MUL)
            .flatMap(op -> RecogniseHardSigmoid.shifted(op.right(), draft).filter(op.left()::equals)
                .or(() -> RecogniseHardSigmoid.shifted(op.left(), draft).filter(op.right()::equals)));
    }
}
