package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import java.util.Optional;

/**
 * {@code batch_norm(convolution(x, w, b)) -> convolution(x, w', b')}, and the same of dense;
 * {@code convolution(batch_norm(x), w, b) -> convolution(x, w', b')} where the convolution is not padded, and the same of dense.
 * Weights and parameters are constants, and nothing else uses the value in between.
 */
public final class FoldBatchNorm implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return AffineFolding.at(node, draft, BatchNorm.class);
    }
}
