/*
 * out[M][N] = epilogue(in[M][K] x weights[K][N] + bias[N]): 1x1 convolutions, dense layers and products of activations. Weights are packed
 * in panels of NV vectors, [panel][K][NV][LANES], the last of LAST_NV; bias before them, padded to whole vectors.
 * Columns behind the last whole vector are a narrow one if they are TAIL or fewer.
 * A tile of MR rows by NV vectors stays in registers over all of K; MB rows go through all panels before the next MB do. While a panel is
 * used, what follows it in memory is fetched, AHEAD floats for each k of each tile: the next panel, or the next kernel's weights.
 */
INLINE void NAME(_tile)(const int rows, const int vectors, const int live, const float *a, const float *b, long step, const float *bias,
    const float *const *in, const float *w, long row, long column, const float *next, float *out) {
    const int whole = live <= TAIL ? vectors - 1 : vectors;
    vec sum[MR][NV];
    narrow rest[MR];
    UNROLL
    for (int j = 0; j < vectors; j++) {
        vec start = bias ? load(bias + column + j * LANES) : splat(0);
        UNROLL
        for (int i = 0; i < rows; i++) {
            sum[i][j] = start;
        }
    }
    UNROLL
    for (int i = 0; i < rows; i++) {
        rest[i] = bias && whole < vectors ? load_narrow(bias + column + whole * LANES) : (narrow) {};
    }
#pragma clang loop unroll_count(UNROLL_K)
    for (long k = 0; k < K; k++) {
        if (AHEAD > 0) {
            __builtin_prefetch(next + k * AHEAD, 0, 2);
        }
        vec factor[NV];
        UNROLL
        for (int j = 0; j < whole; j++) {
            factor[j] = load(b + k * step + j * LANES);
        }
        UNROLL
        for (int i = 0; i < rows; i++) {
            vec x = splat(a[i * (long) LDA + k]);
            UNROLL
            for (int j = 0; j < whole; j++) {
                sum[i][j] = fused(x, factor[j], sum[i][j]);
            }
            if (whole < vectors) {
                rest[i] = fused_narrow(a[i * (long) LDA + k], load_narrow(b + k * step + whole * LANES), rest[i]);
            }
        }
    }
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int j = 0; j < vectors; j++) {
            vec value = NAME(_epilogue)(j < whole ? sum[i][j] : widened(rest[i]), in, w, row + i, column + j * LANES);
            float *to = out + (row + i) * (long) N + column + j * LANES;
            if (j < vectors - 1 || live == LANES) {
                store(to, value);
            } else {
                store_part(to, value, live);
            }
        }
    }
}

INLINE void NAME(_rows)(const int vectors, const int live, const float *a, const float *b, long step, const float *bias,
    const float *const *in, const float *w, long first, long end, long column, float *out) {
    long row = first;
    const float *next = b + (long) K * vectors * LANES;
    ROLLED
    for (; row + MR <= end; row += MR, next += (long) K * AHEAD) {
        NAME(_tile)(MR, vectors, live, a + row * LDA, b, step, bias, in, w, row, column, next, out);
    }
    if (M % MR != 0 && row < end) {
        NAME(_tile)(M % MR, vectors, live, a + row * LDA, b, step, bias, in, w, row, column, next, out);
    }
}

INLINE void NAME(_product)(const float *a, const float *b, long step, long panel, const float *bias, const float *const *in,
    const float *w, float *out) {
    ROLLED
    for (long first = 0; first < M; first += MB) {
        long end = first + MB < M ? first + MB : M;
        ROLLED
        for (long p = 0; p < FULL_PANELS; p++) {
            NAME(_rows)(NV, LANES, a, b + p * panel, step, bias, in, w, first, end, p * NV * LANES, out);
        }
        if (LAST_NV > 0) {
            NAME(_rows)(LAST_NV, LIVE, a, b + FULL_PANELS * panel, LAST_STEP, bias, in, w, first, end, FULL_PANELS * NV * LANES, out);
        }
    }
}
