/* (x - MEAN) / sqrt(VARIANCE + EPSILON) SCALE + SHIFT, each of the four C numbers, for each of ROWS rows of C. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long c = 0; c < C; c += LANES) {
        vec scale = load(SCALE + c) / __builtin_elementwise_sqrt(load(VARIANCE + c) + EPSILON);
        store(scratch + c, scale);
    }
    ROLLED
    for (long row = 0; row < ROWS; row++) {
        ROLLED
        for (long c = 0; c < C; c += LANES) {
            vec value = fused(load(INPUT + row * C + c) - load(MEAN + c), load(scratch + c), load(SHIFT + c));
            value = NAME(_epilogue)(value, in, w, row, c);
            if (C - c >= LANES) {
                store(out + row * C + c, value);
            } else {
                store_part(out + row * C + c, value, C % LANES);
            }
        }
    }
}
