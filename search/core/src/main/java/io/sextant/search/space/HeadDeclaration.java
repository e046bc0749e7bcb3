package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import io.sextant.ir.quantize.Precision;
import java.util.Optional;

/**
 * What follows the stages: global average pooling and a dense layer to the classes, with a pointwise convolution before the pooling and
 * a dense layer after it where they are given. Widths are in channels before the global multiplier.
 *
 * @param activation after the convolution and the hidden layer; counts only where there is one
 */
record HeadDeclaration(Optional<Integer> pointwise, Optional<Integer> hidden, Unary.Kind activation, int classes,
    Precision precision) {
    static HeadDeclaration plain(int classes) {
        return new HeadDeclaration(Optional.empty(), Optional.empty(), Unary.Kind.RELU, classes, Precision.F32);
    }

    /** Whether there is nothing before and after the pooling. */
    boolean isPlain() {
        return pointwise.isEmpty() && hidden.isEmpty();
    }
}
