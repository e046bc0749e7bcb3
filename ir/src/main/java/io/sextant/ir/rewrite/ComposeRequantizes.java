package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Optional;

/**
 * {@code requantize(requantize(q) to f32) to q' -> requantize(q) to q'}, and {@code -> q} where q' is of the same type; of types of 16 bits at
 * most, whose integers f32 tells apart at scales at which it holds them all, and that are rounded half to even.
 */
public final class ComposeRequantizes implements Rule {
    /** Between an integer of 16 bits and a zero point. */
    private static final int WIDEST_DIFFERENCE = (1 << 16) - 1;

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Requantize outer) || !isRounded(outer) || !isNarrow(outer.to())) {
            return Optional.empty();
        }
        return draft.definition(outer.input(), Requantize.class)
            .filter(inner -> inner.type().equals(inner.type().real()) && isNarrow(inner.input().type()))
            .filter(inner -> Requantize.isAligned(inner.input().type(), outer.to()))
            .flatMap(inner -> inner.input().type().equals(outer.to()) ? Replacement.by(inner.input())
                : draft.fill().by(new Requantize(inner.input(), outer.to(), Rounding.QDQ)));
    }

    private static boolean isRounded(Requantize op) {
        return op.rounding() == Rounding.QDQ;
    }

    private static boolean isNarrow(TensorType type) {
        return type.isQuantised() && type.dtype() != DType.I32
            && type.scheme().scales().stream().allMatch(scale -> scale <= Float.MAX_VALUE / WIDEST_DIFFERENCE);
    }
}
