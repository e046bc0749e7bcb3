/*
 * Squeeze-excite: means of C channels over all PIXELS, a dense layer of HIDDEN columns, one of C, and each pixel times what that makes.
 * Pixels are scaled from the last to the first, as those that were averaged last are nearest. The result may be written over the operand.
 * Weights are fetched while means are made: up to MOST_AHEAD lines of them for each step.
 * Where the weights of each layer begin: SQUEEZE_BIAS, SQUEEZE_FACTORS and so on, a bias of -1 being none.
 */
enum {
    NAME(_VECTORS) = CEILING(C, LANES),
    NAME(_BLOCKS) = (NAME(_VECTORS) - 1) / POOLED,
    NAME(_LAST_BLOCK) = NAME(_VECTORS) - NAME(_BLOCKS) * POOLED,
    NAME(_FULL_GROUPS) = HIDDEN / TOGETHER,
    NAME(_LINES) = CEILING(2 * HIDDEN * NAME(_VECTORS) * LANES, LINE_FLOATS),
    NAME(_STEPS) = (NAME(_BLOCKS) + 1) * PIXELS / (NAME(_BLOCKS) > 0 ? 1 : POOLED / NAME(_LAST_BLOCK)) + 1,
    NAME(_EVEN) = CEILING(NAME(_LINES), NAME(_STEPS)),
    NAME(_AHEAD) = NAME(_EVEN) < MOST_AHEAD ? NAME(_EVEN) : MOST_AHEAD
};

INLINE vec NAME(_bias)(const float *w, const long at, long column) { return at < 0 ? splat(0) : load(w + at + column); }

/* Of so many vectors of channels; few of them from several pixels at once, so that one addition need not wait for the one before. */
INLINE void NAME(_mean)(const int vectors, const int live, const float *a, const float *next, float *to) {
    const int turns = POOLED / vectors;
    vec sum[POOLED];
    UNROLL
    for (int i = 0; i < turns * vectors; i++) {
        sum[i] = splat(0);
    }
    long p = 0;
    ROLLED
    for (; p + turns <= PIXELS; p += turns, next += NAME(_AHEAD) * LINE_FLOATS) {
        UNROLL
        for (int line = 0; line < NAME(_AHEAD); line++) {
            __builtin_prefetch(next + line * LINE_FLOATS, 0, 2);
        }
        UNROLL
        for (int i = 0; i < turns * vectors; i++) {
            sum[i] += load(a + (p + i / vectors) * C + i % vectors * LANES);
        }
    }
    ROLLED
    for (; p < PIXELS; p++) {
        UNROLL
        for (int i = 0; i < vectors; i++) {
            sum[i] += load(a + p * C + i * LANES);
        }
    }
    UNROLL
    for (int i = 0; i < vectors; i++) {
        vec total = sum[i];
        UNROLL
        for (int turn = 1; turn < turns; turn++) {
            total += sum[turn * vectors + i];
        }
        total *= 1.0f / PIXELS;
        store(to + i * LANES, i == vectors - 1 && live < LANES ? first_lanes(total, live, 0) : total);
    }
}

/* Products of the means with so many columns, whose vectors lie side by side. */
INLINE void NAME(_columns)(const int columns, const float *mean, const float *factors, float *to) {
    vec sum[TOGETHER];
    UNROLL
    for (int i = 0; i < columns; i++) {
        sum[i] = splat(0);
    }
    ROLLED
    for (long c = 0; c < NAME(_VECTORS); c++) {
        vec x = load(mean + c * LANES);
        UNROLL
        for (int i = 0; i < columns; i++) {
            sum[i] = fused(x, load(factors + (c * columns + i) * LANES), sum[i]);
        }
    }
    UNROLL
    for (int i = 0; i < columns; i++) {
        to[i] = sum_of(sum[i]);
    }
}

INLINE void NAME(_squeezed)(const float *const *in, const float *w, long row, const float *mean, float *to) {
    const long column = NAME(_VECTORS) * LANES;
    ROLLED
    for (long group = 0; group < NAME(_FULL_GROUPS); group++) {
        NAME(_columns)(TOGETHER, mean, w + SQUEEZE_FACTORS + group * TOGETHER * column, to + group * TOGETHER);
    }
    if (HIDDEN % TOGETHER > 0) {
        const long first = NAME(_FULL_GROUPS) * TOGETHER;
        NAME(_columns)(HIDDEN % TOGETHER, mean, w + SQUEEZE_FACTORS + first * column, to + first);
    }
    ROLLED
    for (long k = 0; k < HIDDEN; k += LANES) {
        store(to + k, NAME(_squeeze_epilogue)(load(to + k) + NAME(_bias)(w, SQUEEZE_BIAS, k), in, w, row, k));
    }
}

INLINE void NAME(_panel)(const int vectors, const float *const *in, const float *w, long row, const float *hidden, long column, float *to) {
    const float *factors = w + EXCITE_FACTORS + column * HIDDEN;
    vec sum[NV];
    UNROLL
    for (int i = 0; i < vectors; i++) {
        sum[i] = NAME(_bias)(w, EXCITE_BIAS, column + i * LANES);
    }
    ROLLED
    for (long k = 0; k < HIDDEN; k++) {
        vec x = splat(hidden[k]);
        UNROLL
        for (int i = 0; i < vectors; i++) {
            sum[i] = fused(x, load(factors + (k * vectors + i) * LANES), sum[i]);
        }
    }
    UNROLL
    for (int i = 0; i < vectors; i++) {
        store(to + column + i * LANES, NAME(_excite_epilogue)(sum[i], in, w, row, column + i * LANES));
    }
}

INLINE void NAME(_scaled)(const float *a, const float *gate, float *to) {
    ROLLED
    for (long p = PIXELS - 1; p >= 0; p--) {
        const float *from = a + p * C;
        long c = 0;
#pragma clang loop unroll_count(4)
        for (; c + LANES <= C; c += LANES) {
            store(to + p * C + c, load(from + c) * load(gate + c));
        }
        if (LIVE < LANES) {
            store_part(to + p * C + c, load(from + c) * load(gate + c), LIVE);
        }
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    float *mean = scratch;
    float *gate = mean + NAME(_VECTORS) * LANES;
    float *hidden = gate + NAME(_VECTORS) * LANES;
    const long share = (long) PIXELS * NAME(_AHEAD) * LINE_FLOATS;
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *a = in[0] + n * (long) PIXELS * C;
        const float *next = w + SQUEEZE_FACTORS;
        ROLLED
        for (long block = 0; block < NAME(_BLOCKS); block++, next += share) {
            NAME(_mean)(POOLED, LANES, a + block * POOLED * LANES, next, mean + block * POOLED * LANES);
        }
        const long last = NAME(_BLOCKS) * (long) POOLED * LANES;
        NAME(_mean)(NAME(_LAST_BLOCK), LIVE, a + last, next, mean + last);
        NAME(_squeezed)(in, w, n, mean, hidden);
        ROLLED
        for (long panel = 0; panel < FULL_PANELS; panel++) {
            NAME(_panel)(NV, in, w, n, hidden, panel * NV * LANES, gate);
        }
        if (LAST_NV > 0) {
            NAME(_panel)(LAST_NV, in, w, n, hidden, (long) FULL_PANELS * NV * LANES, gate);
        }
        NAME(_scaled)(a, gate, out + n * (long) PIXELS * C);
    }
}
