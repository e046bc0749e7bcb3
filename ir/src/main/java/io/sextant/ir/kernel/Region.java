package io.sextant.ir.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Parts of networks with a form of their own that a backend may compute as one kernel, named in lower case in a {@link Fusion}. */
public enum Region {
    /**
     * Channel attention (Hu et al., 2018): {@code x * gate(layer(act(layer(global_pool(x)))))}, where a layer is a 1x1 convolution or
     * dense of constant weights and bias, which a batch normalisation may follow, the pool is an average, also written as a mean, and
     * reshapes may stand anywhere between that keep the channels of each image together.
     */
    SQUEEZE_EXCITE,
    /**
     * Attention (Vaswani et al., 2017): {@code mat_mul(softmax(mat_mul(q, k) * scale + mask), v)}, softmax over the last dimension. Scale
     * (a product with or quotient by a constant of one element, behind the first product or on q or k) and mask (a sum, or a selection
     * that the condition keeps scores by) may be absent; transposes of q, k, v and of the result belong to it.
     */
    ATTENTION,
    /**
     * The block of MobileNetV2 (Sandler et al., 2018): {@code project(act(depthwise(act(expand(x))))) + x}, where {@code expand} is a 1x1
     * convolution to more channels, {@code project} one to fewer, and all filters are constant. A batch normalisation or a bias may
     * follow each convolution; the sum, whatever its other operand, may be absent.
     */
    INVERTED_RESIDUAL,
    /** The beginning of such a block, {@code act(depthwise(act(expand(x))))}, where something else stands before the projection. */
    EXPAND_DEPTHWISE;

    /** The region written {@code text}, e.g. {@code squeeze_excite}; empty if there is none. */
    static Optional<Region> parse(String text) {
        return Arrays.stream(values()).filter(region -> region.text().equals(text.strip())).findFirst();
    }

    /** Whether there is a larger tensor within it than its operands and its result. */
    boolean expands() {
        return this == INVERTED_RESIDUAL || this == EXPAND_DEPTHWISE;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
