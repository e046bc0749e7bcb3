/*
 * A convolution whose filter [KH][KW][CIN][GROUPS][COUT] is an activation, or its bias: out[y][x][g][COUT], vectors along COUT; taps
 * beyond the border are left out.
 */
INLINE vec NAME(_sum)(const float *a, const float *filter, const float *bias, long y, long x, long g, long c) {
    const long columns = (long) GROUPS * COUT;
    const long pixel = (long) GROUPS * CIN;
    vec sum = bias ? load(bias + g * COUT + c) : splat(0);
    ROLLED
    for (long ky = 0; ky < KH; ky++) {
        long row = y * SY + ky * DY - PY;
        if (row < 0 || row >= H) {
            continue;
        }
        ROLLED
        for (long kx = 0; kx < KW; kx++) {
            long place = x * SX + kx * DX - PX;
            if (place < 0 || place >= W) {
                continue;
            }
            const float *from = a + (row * W + place) * pixel + g * CIN;
            const float *tap = filter + (ky * KW + kx) * CIN * columns + g * COUT + c;
            ROLLED
            for (long k = 0; k < CIN; k++) {
                sum = fused(splat(from[k]), load(tap + k * columns), sum);
            }
        }
    }
    return sum;
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        ROLLED
        for (long place = 0; place < OH * OW; place++) {
            long pixel = n * OH * OW + place;
            ROLLED
            for (long g = 0; g < GROUPS; g++) {
                ROLLED
                for (long c = 0; c < COUT; c += LANES) {
                    vec value = NAME(_sum)(INPUT + n * (long) H * W * GROUPS * CIN, FILTER, BIAS, place / OW, place % OW, g, c);
                    value = NAME(_epilogue)(value, in, w, pixel, g * COUT + c);
                    float *to = out + pixel * GROUPS * COUT + g * COUT + c;
                    if (COUT - c >= LANES) {
                        store(to, value);
                    } else {
                        store_part(to, value, COUT % LANES);
                    }
                }
            }
        }
    }
}
