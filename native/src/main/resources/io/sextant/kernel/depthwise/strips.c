/*
 * One filter per channel, channels last: out[y][x][c] = epilogue(sum over taps of in[y SY + ky DY - PY][x SX + kx DX - PX][c] w[ky][kx][c]
 * + bias[c]). Weights [KH][KW][C padded to whole vectors], bias before them. A strip of XS outputs of one row shares its columns; taps
 * beyond the border are left out. Row y of the operand lies at place LINE(y). Channels behind the last whole vector are a narrow one if they
 * are TAIL or fewer.
 */
enum { NAME(_CHANNELS) = CEILING(C, LANES) * LANES };

INLINE void NAME(_strip)(const int count, const int live, const int inside, const float *a, const float *taps, const float *bias,
    const float *const *in, const float *w, long y, long x, long c, long image, float *out) {
    const int is_narrow = live <= TAIL;
    vec sum[XS];
    narrow rest[XS];
    vec start = bias ? load(bias + c) : splat(0);
    UNROLL
    for (int i = 0; i < count; i++) {
        sum[i] = start;
        rest[i] = lower(start);
    }
    KY_LOOP
    for (long ky = 0; ky < KH; ky++) {
        long row = y * SY + ky * DY - PY;
        if (!(inside & 2) && (row < 0 || row >= H)) {
            continue;
        }
        const float *line = a + (LINE(row) * W + x * SX - PX) * (long) C + c;
        UNROLL
        for (long kx = 0; kx < KW; kx++) {
            vec tap = load(taps + (ky * KW + kx) * NAME(_CHANNELS) + c);
            UNROLL
            for (int i = 0; i < count; i++) {
                long place = (x + i) * SX + kx * DX - PX;
                const float *from = line + (i * SX + kx * DX) * (long) C;
                if (!(inside & 1) && (place < 0 || place >= W)) {
                    continue;
                }
                if (is_narrow) {
                    rest[i] = FUSED(load_narrow(from), lower(tap), rest[i]);
                } else {
                    sum[i] = fused(load(from), tap, sum[i]);
                }
            }
        }
    }
    UNROLL
    for (int i = 0; i < count; i++) {
        long pixel = y * OW + x + i;
        vec value = NAME(_epilogue)(is_narrow ? widened(rest[i]) : sum[i], in, w, image + pixel, c);
        if (live == LANES) {
            store(out + pixel * C + c, value);
        } else {
            store_part(out + pixel * C + c, value, live);
        }
    }
}

/* CB vectors of channels from `first` on; what is behind the last whole vector belongs to the last such block. */
INLINE void NAME(_channels)(const int count, const int inside, const float *a, const float *taps, const float *bias,
    const float *const *in, const float *w, long y, long x, long first, long image, float *out) {
    const long whole = C - C % LANES;
    long end = first + CB * LANES < whole ? first + CB * LANES : whole;
    ROLLED
    for (long c = first; c < end; c += LANES) {
        NAME(_strip)(count, LANES, inside, a, taps, bias, in, w, y, x, c, image, out);
    }
    if (C % LANES != 0 && end == whole) {
        NAME(_strip)(count, C % LANES, inside, a, taps, bias, in, w, y, x, whole, image, out);
    }
}

/*
 * Strips that reach beyond the border have constant places, so that what is left out is known when this is compiled: those before LEFT_END
 * and from RIGHT_BEGIN on; between the two all taps are inside.
 */
INLINE void NAME(_line)(const int rows_inside, const float *a, const float *taps, const float *bias, const float *const *in,
    const float *w, long y, long first, long image, float *out) {
    UNROLL
    for (int x = 0; x < LEFT_END; x += XS) {
        NAME(_channels)(LEFT_END - x < XS ? LEFT_END - x : XS, rows_inside, a, taps, bias, in, w, y, x, first, image, out);
    }
    ROLLED
    for (long x = LEFT_END; x < RIGHT_BEGIN; x += XS) {
        NAME(_channels)(XS, rows_inside | 1, a, taps, bias, in, w, y, x, first, image, out);
    }
    UNROLL
    for (int x = RIGHT_BEGIN; x < OW; x += XS) {
        NAME(_channels)(OW - x < XS ? OW - x : XS, rows_inside, a, taps, bias, in, w, y, x, first, image, out);
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    const float *taps = w + BIAS_FLOATS;
    const float *bias = BIAS_FLOATS > 0 ? w : 0;
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *a = in[0] + n * (long) H * W * C;
        float *to = out + n * (long) OH * OW * C;
        ROLLED
        for (long first = 0; first == 0 || first + LANES <= C; first += CB * LANES) {
            ROLLED
            for (long y = 0; y < OH; y++) {
                if (y * SY >= PY && y * SY - PY + (KH - 1) * DY < H) {
                    NAME(_line)(2, a, taps, bias, in, w, y, first, n * OH * OW, to);
                } else {
                    NAME(_line)(0, a, taps, bias, in, w, y, first, n * OH * OW, to);
                }
            }
        }
    }
}
