/*
 * Register tiles of a product: MR rows by NV vectors of sums stay in registers over all of K. Rows of the left factor lie LDA floats apart,
 * those of the result OUT_STEP; FINISHED(value, row, column) is what becomes of a vector of the result, whose first row is row `base` there.
 * Columns behind the last whole vector are a narrow one if they are TAIL or fewer. While weights are used, what follows them in memory is
 * fetched, AHEAD floats for each k of each tile: the next panel, or the next kernel's weights.
 */
INLINE void NAME(_tile)(const int rows, const int vectors, const int live, const float *a, const float *b, long step, const float *bias,
    const float *const *in, const float *w, long base, long row, long column, const float *next, float *out) {
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
        UNROLL
        for (int line = 0; line < AHEAD; line += LINE_FLOATS) {
            __builtin_prefetch(next + k * AHEAD + line, 0, 2);
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
            vec value = FINISHED((j < whole ? sum[i][j] : widened(rest[i])), base + row + i, column + j * LANES);
            float *to = out + (row + i) * (long) OUT_STEP + column + j * LANES;
            if (j < vectors - 1 || live == LANES) {
                store(to, value);
            } else {
                store_part(to, value, live);
            }
        }
    }
}

/* Rows from first to end, of which the last `tail` fill no tile. */
INLINE void NAME(_rows)(const int vectors, const int live, const int tail, const float *a, const float *b, long step, const float *bias,
    const float *const *in, const float *w, long base, long first, long end, long column, float *out) {
    long row = first;
    const float *next = b + (long) K * vectors * LANES;
    ROLLED
    for (; row + MR <= end; row += MR, next += (long) K * AHEAD) {
        NAME(_tile)(MR, vectors, live, a + row * LDA, b, step, bias, in, w, base, row, column, next, out);
    }
    if (tail > 0 && row < end) {
        NAME(_tile)(tail, vectors, live, a + row * LDA, b, step, bias, in, w, base, row, column, next, out);
    }
}
