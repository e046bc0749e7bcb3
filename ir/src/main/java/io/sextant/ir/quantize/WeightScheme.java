package io.sextant.ir.quantize;

/** How weights are quantised; always with zero point 0 and integers in [-127, 127]. */
public enum WeightScheme {
    /** One scale for all. */
    PER_TENSOR,
    /** One scale for each output channel. */
    PER_CHANNEL
}
