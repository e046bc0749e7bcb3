package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import java.util.Optional;

/**
 * {@code convolution(x, w1, b1) + convolution(x, w2, b2) -> convolution(x, w, b1 + b2)}, where w holds both filters, padded to where
 * they overlap; a branch may also be x itself or its batch normalisation or scale per channel, which are filters of one tap
 * (MobileOne, Vasu et al., 2023; RepVGG, Ding et al., 2021). The branches have the same strides and groups and lie on one lattice of
 * taps, their weights are constants, and nothing else uses their results. Sums of several branches are merged two by two.
 */
public final class MergeParallelConvolutions implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Binary sum) || sum.kind() != Binary.Kind.ADD) {
            return Optional.empty();
        }
        return at(sum.left(), sum.right(), draft).or(() -> at(sum.right(), sum.left(), draft));
    }

    /** The branch {@code first} is a convolution; the other may be one, too. */
    private static Optional<Replacement> at(Value first, Value other, Draft draft) {
        return Branch.ofConvolution(first, draft).flatMap(left -> Branch.of(other, left, draft).flatMap(right -> left.plus(right, draft)));
    }
}
