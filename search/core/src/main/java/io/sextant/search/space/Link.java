package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Precision;
import java.util.Optional;

/** A link of the chain that a network is: all about it but the type of what comes in. Equal links on equal types are equal graphs. */
sealed interface Link {
    /** Appends this to the graph that is being lowered; returns what goes out. */
    Value append(Lowering target, Value x);

    /** What its operators compute with. */
    Precision precision();

    /** The first convolution. */
    record Stem(Layers.Filter filter, Unary.Kind activation, Precision precision) implements Link {
        @Override
        public Value append(Lowering target, Value x) {
            return target.stem(this, x);
        }
    }

    /** @param filter kernel, stride and padding, and the channels that go out */
    record Block(Layers.Filter filter, Architecture.Block chosen, Residual residual, Unary.Kind activation) implements Link {
        @Override
        public Value append(Lowering target, Value x) {
            return target.block(this, x);
        }

        @Override
        public Precision precision() {
            return chosen.precision();
        }

        Block with(Layers.Filter other) {
            return new Block(other, chosen, residual, activation);
        }

        Block with(Residual other) {
            return new Block(filter, chosen, other, activation);
        }

        Block with(Architecture.Block other) {
            return new Block(filter, other, residual, activation);
        }
    }

    /**
     * From features to logits.
     *
     * @param pointwise channels of a convolution before pooling
     * @param hidden    units of a dense layer before the classifier
     */
    record Head(Optional<Integer> pointwise, Optional<Integer> hidden, Unary.Kind activation, int classes, Precision precision)
        implements Link {
        @Override
        public Value append(Lowering target, Value x) {
            return target.head(this, x);
        }
    }
}
