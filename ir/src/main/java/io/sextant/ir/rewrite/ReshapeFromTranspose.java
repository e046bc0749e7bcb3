package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import java.util.Optional;

/** {@code transpose(x) -> reshape(x)} where only extents of one change places, so that every element stays where it is in memory. */
public final class ReshapeFromTranspose implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Transpose transpose
            && Permutations.keepsOrder(transpose.permutation(), transpose.input().type().shape())
            ? draft.fill().by(new Reshape(transpose.input(), node.result().type().shape().dims())) : Optional.empty();
    }
}
