package io.sextant.training;

/** What a constant of a graph is to training. */
enum Role {
    /** Filter of a convolution or weights of a dense layer. */
    WEIGHT,
    BIAS,
    /** Factor of a normalisation. */
    SCALE,
    /** Summand of a normalisation. */
    SHIFT,
    /** Mean of what a batch normalisation has seen; gathered, not differentiated. */
    RUNNING_MEAN,
    /** Variance of what a batch normalisation has seen; gathered, not differentiated. */
    RUNNING_VARIANCE;

    boolean isTrainable() {
        return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
}
