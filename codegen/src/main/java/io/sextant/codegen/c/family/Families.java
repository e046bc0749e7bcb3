package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;

/** Which family makes C of which kernel. */
public final class Families {
    private static final String ACTIVATIONS = "unary(relu, relu6, sigmoid, silu, hard_sigmoid, hard_swish, tanh, gelu)";

    /** An expanded tensor of so many bytes, with its operand and what is made of it, does not stay in a second-level cache of 1 MiB. */
    private static final long SPILLING_BYTES = 768 << 10;

    /** Attention and squeeze-excite as a whole; a sum (bias, residual), an activation, and a sum behind it; inverted residuals whose expanded tensor spills the cache. */
    public static final Fusion FUSION = fusion(SPILLING_BYTES);

    private final Lowered lowered;

    public Families(Lowered lowered) {
        this.lowered = lowered;
    }

    /** @param spills the least bytes of an expanded tensor that is to be within a kernel */
    public static Fusion fusion(long spills) {
        return Fusion.parse("attention", "squeeze_excite", "inverted_residual(spills " + spills + " B)", "expand_depthwise(spills " + spills + " B)",
            "convolution > binary(add) > " + ACTIVATIONS + " > binary(add, mul)", "convolution > binary(add) > clamp",
            "convolution > leaky_relu", "dense > binary(add) > " + ACTIVATIONS + " > binary(add, mul)", "dense > binary(add) > clamp",
            "mat_mul > binary(mul, div) > binary(add)", "batch_norm > " + ACTIVATIONS, "pool > " + ACTIVATIONS, "global_pool > " + ACTIVATIONS,
            "binary > binary > " + ACTIVATIONS, "binary > " + ACTIVATIONS + " > binary", "unary > binary > binary");
    }

    /** @throws UnsupportedOperationException if there is none; the message names operator and types */
    public Family of(PlacedKernel kernel) {
        return Manifest.of(kernel).orElseThrow(() -> LeftOut.because(kernel)).family(lowered);
    }
}
