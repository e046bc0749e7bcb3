package io.sextant.search.space;

/** What a block of a space computes; x is its input, e its expansion, k its kernel. */
enum BlockKind {
    /** Pointwise to e channels (unless e is 1), depthwise k, pointwise to the stage's width (Sandler et al., MobileNetV2, 2018). */
    DEPTHWISE,
    /** Convolution k to e channels, pointwise to the stage's width; one convolution if e is 1 (Tan and Le, EfficientNetV2, 2021). */
    FUSED,
    /** Self-attention over a sequence, then a dense layer e times as wide and one back; it has heads, and no kernel (see {@link Attention}). */
    ATTENTION
}
