package io.sextant.ir.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Parts of networks with a form of their own that a backend may compute as one kernel, named in lower case in a {@link Fusion}. */
public enum Region {
    /**
     * Channel attention (Hu et al., 2018): {@code x * gate(layer(act(layer(global_pool(x)))))}, where a layer is a 1x1 convolution or
     * dense of constant weights, which a batch normalisation may follow, the pool is an average, also written as a mean, and reshapes
     * may stand anywhere between.
     */
    SQUEEZE_EXCITE,
    /**
     * Attention (Vaswani et al., 2017): {@code mat_mul(softmax(mat_mul(q, k) * scale + mask), v)}, softmax over the last dimension. Scale
     * (a product with or quotient by a constant of one element, behind the first product or on q or k) and mask (a sum, or a selection
     * that the condition keeps scores by) may be absent; transposes of q, k, v and of the result belong to it.
     */
    ATTENTION;

    /** The region written {@code text}, e.g. {@code squeeze_excite}; empty if there is none. */
    static Optional<Region> parse(String text) {
        return Arrays.stream(values()).filter(region -> region.text().equals(text.strip())).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
