package io.sextant.search.space;

/** What a convolution finds beyond the edge of its input. */
enum Border {
    /** Zeros, as many as keep the extent at stride 1. */
    SAME,
    /** Nothing: only whole windows are taken, and a kernel k shrinks the extent by k - 1. */
    VALID;

    int padding(int kernel) {
        return this == SAME ? kernel / 2 : 0;
    }
}
