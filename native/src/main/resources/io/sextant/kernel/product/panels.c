/*
 * out[M][N] = epilogue(in[M][K] x weights[K][N] + bias[N]): 1x1 convolutions, dense layers and products of activations. Weights are packed
 * in panels of NV vectors, [panel][K][NV][LANES], the last of LAST_NV; bias before them, padded to whole vectors. MB rows go through all
 * panels before the next MB do.
 */
INLINE void NAME(_product)(const float *a, const float *b, long step, long panel, const float *bias, const float *const *in,
    const float *w, long base, float *out) {
    ROLLED
    for (long first = 0; first < M; first += MB) {
        long end = first + MB < M ? first + MB : M;
        ROLLED
        for (long p = 0; p < FULL_PANELS; p++) {
            NAME(_rows)(NV, LANES, M % MR, a, b + p * panel, step, bias, in, w, base, first, end, p * NV * LANES, out);
        }
        if (LAST_NV > 0) {
            NAME(_rows)(LAST_NV, LIVE, M % MR, a, b + FULL_PANELS * panel, LAST_STEP, bias, in, w, base, first, end, FULL_PANELS * NV * LANES, out);
        }
    }
}
