/* The greatest or the mean of windows, channels last. Padding is left out; with COUNTED it counts as zeros of a mean. */
INLINE vec NAME(_window)(const float *a, long y, long x, long c) {
    vec value = splat(MAXIMUM ? -__builtin_inff() : 0);
    long taken = 0;
    ROLLED
    for (long ky = 0; ky < KH; ky++) {
        long row = y * SY + ky - PY;
        ROLLED
        for (long kx = 0; kx < KW; kx++) {
            long column = x * SX + kx - PX;
            if (row >= 0 && row < H && column >= 0 && column < W) {
                vec next = load(a + (row * W + column) * (long) C + c);
                value = MAXIMUM ? greater(next, value) : value + next;
                taken++;
            }
        }
    }
    return MAXIMUM ? value : value / (float) (COUNTED ? KH * KW : taken);
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *a = in[0] + n * (long) H * W * C;
        ROLLED
        for (long y = 0; y < OH; y++) {
            ROLLED
            for (long x = 0; x < OW; x++) {
                long pixel = (n * OH + y) * OW + x;
                ROLLED
                for (long c = 0; c < C; c += LANES) {
                    vec value = NAME(_epilogue)(NAME(_window)(a, y, x, c), in, w, pixel, c);
                    if (C - c >= LANES) {
                        store(out + pixel * C + c, value);
                    } else {
                        store_part(out + pixel * C + c, value, C % LANES);
                    }
                }
            }
        }
    }
}
