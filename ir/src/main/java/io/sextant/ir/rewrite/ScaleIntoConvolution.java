package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import java.util.Optional;

/**
 * {@code convolution(x, w, b) * c -> convolution(x, w c, b c)}, {@code convolution(x, w, b) + c -> convolution(x, w, b + c)}, with
 * differences, quotients, and dense likewise; and {@code convolution(x * c, w, b) -> convolution(x, w c, b)}, where a shift needs a
 * convolution that is not padded. c is a constant per channel or a scalar, and nothing else uses the value in between.
 */
public final class ScaleIntoConvolution implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return AffineFolding.at(node, draft, Binary.class);
    }
}
