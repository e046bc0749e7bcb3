package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Value;
import java.util.Optional;

/** {@code max(x, c) -> clamp(x, c, inf)}, {@code min(x, c) -> clamp(x, -inf, c)} for a scalar constant c. */
public final class ClampFromExtremes implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Binary op) || op.kind() != Binary.Kind.MAX && op.kind() != Binary.Kind.MIN) {
            return Optional.empty();
        }
        return at(op, op.left(), op.right(), draft).or(() -> at(op, op.right(), op.left(), draft));
    }

    private static Optional<Replacement> at(Binary op, Value x, Value bound, Draft draft) {
        boolean fits = x.type().equals(op.type()) && !draft.isConstant(x);
        return Scalars.value(bound, draft).filter(c -> fits && !Float.isNaN(c)).flatMap(c -> draft.fill().by(
            op.kind() == Binary.Kind.MAX ? new Clamp(x, c, Float.POSITIVE_INFINITY) : new Clamp(x, Float.NEGATIVE_INFINITY, c)));
    }
}
