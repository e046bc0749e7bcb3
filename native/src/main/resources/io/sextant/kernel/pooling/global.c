/* The greatest or the mean of each channel over all PIXELS; four sums, so that one addition need not wait for the one before. */
INLINE vec NAME(_channel)(const float *a) {
    vec part[4];
    UNROLL
    for (int i = 0; i < 4; i++) {
        part[i] = splat(MAXIMUM ? -__builtin_inff() : 0);
    }
    long p = 0;
    ROLLED
    for (; p + 4 <= PIXELS; p += 4) {
        UNROLL
        for (int i = 0; i < 4; i++) {
            vec next = load(a + (p + i) * C);
            part[i] = MAXIMUM ? greater(next, part[i]) : part[i] + next;
        }
    }
    ROLLED
    for (; p < PIXELS; p++) {
        vec next = load(a + p * C);
        part[0] = MAXIMUM ? greater(next, part[0]) : part[0] + next;
    }
    return MAXIMUM ? greater(greater(part[0], part[1]), greater(part[2], part[3]))
        : ((part[0] + part[1]) + (part[2] + part[3])) * (1.0f / PIXELS);
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        ROLLED
        for (long c = 0; c < C; c += LANES) {
            vec value = NAME(_epilogue)(NAME(_channel)(in[0] + n * (long) PIXELS * C + c), in, w, n, c);
            if (C - c >= LANES) {
                store(out + n * C + c, value);
            } else {
                store_part(out + n * C + c, value, C % LANES);
            }
        }
    }
}
