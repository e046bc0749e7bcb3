/*
 * out[y][x][g][COUT] = epilogue(sum over taps and CIN of in[y SY + ky DY - PY][x SX + kx DX - PX][g][CIN] weights + bias), channels last.
 * Weights are packed [group][panel][tap][CIN][NV][LANES], the last panel of LAST_NV; bias before them, padded per group to whole vectors.
 * A tile is MR outputs of one row by NV vectors; channels behind the last whole vector are a narrow one if they are TAIL or fewer. With PADDED the input is copied between zeros first; else tiles at the border take
 * zeros from the end of the weights where they reach beyond it. Taps of one row that lie side by side, as within the border, are one run.
 */
enum {
    NAME(_ROWS) = PADDED ? (OH - 1) * SY + (KH - 1) * DY + 1 : H,
    NAME(_COLUMNS) = PADDED ? (OW - 1) * SX + (KW - 1) * DX + 1 : W,
    NAME(_PIXEL) = CIN * GROUPS,
    NAME(_LINE) = NAME(_COLUMNS) * NAME(_PIXEL),
    NAME(_VECTORS) = CEILING(COUT, LANES)
};

INLINE void NAME(_tile)(const int count, const int vectors, const int live, const int inside, const float *a, const float *b,
    const float *bias, const float *zeros, const float *const *in, const float *w, long image, long y, long x, long group, long column, float *out) {
    const int whole = live <= TAIL ? vectors - 1 : vectors;
    const int joined = inside && DX == 1 && GROUPS == 1;
    const long runs = joined ? 1 : KW;
    const long run = joined ? KW * (long) CIN : CIN;
    vec sum[MR][NV];
    narrow rest[MR];
    UNROLL
    for (int j = 0; j < vectors; j++) {
        vec start = bias ? load(bias + column + j * LANES) : splat(0);
        UNROLL
        for (int i = 0; i < count; i++) {
            sum[i][j] = start;
        }
    }
    UNROLL
    for (int i = 0; i < count; i++) {
        rest[i] = bias && whole < vectors ? load_narrow(bias + column + whole * LANES) : (narrow) {};
    }
    ROLLED
    for (long ky = 0; ky < KH; ky++) {
        long row = y * SY + ky * DY - (PADDED ? 0 : PY);
        if (!inside && (row < 0 || row >= H)) {
            b += (long) KW * CIN * vectors * LANES;
            continue;
        }
        ROLLED
        for (long kx = 0; kx < runs; kx++) {
            long left = x * SX + kx * DX - (PADDED ? 0 : PX);
            const float *tap = a + row * NAME(_LINE) + left * NAME(_PIXEL);
            const float *at[MR];
            if (!inside) {
                UNROLL
                for (int i = 0; i < count; i++) {
                    long place = left + i * SX;
                    at[i] = place >= 0 && place < W ? tap + i * SX * (long) NAME(_PIXEL) : zeros;
                }
            }
#pragma clang loop unroll_count(UNROLL_K)
            for (long k = 0; k < run; k++) {
                vec factor[NV];
                UNROLL
                for (int j = 0; j < whole; j++) {
                    factor[j] = load(b + j * LANES);
                }
                narrow last = load_narrow(b + (vectors - 1) * LANES);
                b += vectors * LANES;
                UNROLL
                for (int i = 0; i < count; i++) {
                    float x = inside ? tap[i * SX * (long) NAME(_PIXEL) + k] : at[i][k];
                    UNROLL
                    for (int j = 0; j < whole; j++) {
                        sum[i][j] = fused(splat(x), factor[j], sum[i][j]);
                    }
                    if (whole < vectors) {
                        rest[i] = fused_narrow(x, last, rest[i]);
                    }
                }
            }
        }
    }
    UNROLL
    for (int i = 0; i < count; i++) {
        UNROLL
        for (int j = 0; j < vectors; j++) {
            long pixel = y * OW + x + i;
            long channel = group * COUT + column + j * LANES;
            vec value = NAME(_epilogue)(j < whole ? sum[i][j] : widened(rest[i]), in, w, image + pixel, channel);
            float *to = out + pixel * (long) (COUT * GROUPS) + channel;
            if (j < vectors - 1 || live == LANES) {
                store(to, value);
            } else {
                store_part(to, value, live);
            }
        }
    }
}

INLINE void NAME(_at)(const int count, const int vectors, const int live, const float *a, const float *b, const float *bias,
    const float *zeros, const float *const *in, const float *w, long image, long y, long x, long group, long column, float *out) {
    long top = y * SY - PY;
    long left = x * SX - PX;
    if (PADDED || (top >= 0 && top + (KH - 1) * DY < H && left >= 0 && left + (count - 1) * SX + (KW - 1) * DX < W)) {
        NAME(_tile)(count, vectors, live, 1, a, b, bias, zeros, in, w, image, y, x, group, column, out);
    } else {
        NAME(_tile)(count, vectors, live, 0, a, b, bias, zeros, in, w, image, y, x, group, column, out);
    }
}

INLINE void NAME(_panel)(const int vectors, const int live, const float *a, const float *b, const float *bias, const float *zeros,
    const float *const *in, const float *w, long image, long first, long end, long group, long column, float *out) {
    ROLLED
    for (long y = first; y < end; y++) {
        ROLLED
        for (long x = 0; x + MR <= OW; x += MR) {
            NAME(_at)(MR, vectors, live, a, b, bias, zeros, in, w, image, y, x, group, column, out);
        }
        if (OW % MR != 0) {
            NAME(_at)(OW % MR, vectors, live, a, b, bias, zeros, in, w, image, y, OW - OW % MR, group, column, out);
        }
    }
}

INLINE const float *NAME(_padded)(const float *in, float *scratch) {
    memset(scratch, 0, 4l * NAME(_ROWS) * NAME(_LINE));
    long rows = NAME(_ROWS) - PY < H ? NAME(_ROWS) - PY : H;
    long columns = NAME(_COLUMNS) - PX < W ? NAME(_COLUMNS) - PX : W;
    ROLLED
    for (long y = 0; y < rows; y++) {
        memcpy(scratch + (y + PY) * NAME(_LINE) + PX * NAME(_PIXEL), in + y * (long) W * NAME(_PIXEL), 4l * columns * NAME(_PIXEL));
    }
    return scratch;
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    const long panel = (long) KH * KW * CIN * NV * LANES;
    const long group_floats = (long) KH * KW * CIN * NAME(_VECTORS) * LANES;
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *whole = in[0] + n * (long) H * W * NAME(_PIXEL);
        const float *a = PADDED ? NAME(_padded)(whole, scratch) : whole;
        float *to = out + n * (long) OH * OW * COUT * GROUPS;
        ROLLED
        for (long first = 0; first < OH; first += YB) {
            long end = first + YB < OH ? first + YB : OH;
            ROLLED
            for (long g = 0; g < GROUPS; g++) {
                const float *b = w + BIAS_FLOATS + g * group_floats;
                const float *bias = BIAS_FLOATS > 0 ? w + g * NAME(_VECTORS) * LANES : 0;
                ROLLED
                for (long p = 0; p < FULL_PANELS; p++) {
                    NAME(_panel)(NV, LANES, a + g * CIN, b + p * panel, bias, w + ZEROS, in, w, n * OH * OW, first, end, g, p * NV * LANES, to);
                }
                if (LAST_NV > 0) {
                    NAME(_panel)(LAST_NV, LIVE, a + g * CIN, b + FULL_PANELS * panel, bias, w + ZEROS, in, w, n * OH * OW, first, end, g,
                        FULL_PANELS * NV * LANES, to);
                }
            }
        }
    }
}
