package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import java.util.Optional;

/** Takes scale and shift per channel into the weights of the layer before or behind them. */
final class AffineFolding {
    private AffineFolding() {
    }

    /** At the affine operator, or at the layer behind it; {@code type} is the operator that is folded. */
    static Optional<Replacement> at(Node node, Draft draft, Class<? extends Op> type) {
        return type.isInstance(node.op()) ? intoLayerBefore(node.op(), draft) : intoLayerBehind(node.op(), draft, type);
    }

    private static Optional<Replacement> intoLayerBefore(Op op, Draft draft) {
        return Affine.of(op, draft).flatMap(affine -> LinearLayer.onlyFor(affine.input(), draft).flatMap(layer -> {
            Draft.Filling filling = draft.fill();
            return filling.by(layer.thenTaking(affine, filling));
        }));
    }

    private static Optional<Replacement> intoLayerBehind(Op op, Draft draft, Class<? extends Op> type) {
        return LinearLayer.of(op, draft).flatMap(layer -> draft.onlyFor(layer.input(), type).flatMap(before -> Affine.of(before, draft))
            .filter(affine -> affine.shift().isEmpty() || !layer.isPadded())
            .flatMap(affine -> {
                Draft.Filling filling = draft.fill();
                return filling.by(layer.afterTaking(affine, filling));
            }));
    }
}
