/* (x - mean) / sqrt(variance + EPSILON) scale + shift, for each of ROWS rows of C; weights are scale and shift, padded to whole vectors. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    const long whole = C / LANES * LANES;
    const float *shift = w + CEILING(C, LANES) * LANES;
    ROLLED
    for (long row = 0; row < ROWS; row++) {
        const float *a = in[0] + row * C;
        float *to = out + row * C;
        vec total = splat(0);
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            total += load(a + c);
        }
        if (C % LANES != 0) {
            total += load_part(a + whole, C % LANES, 0);
        }
        float mean = sum_of(total) / C;
        vec squares = splat(0);
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            vec difference = load(a + c) - mean;
            squares = fused(difference, difference, squares);
        }
        if (C % LANES != 0) {
            vec difference = load_part(a + whole, C % LANES, mean) - mean;
            squares = fused(difference, difference, squares);
        }
        vec scale = splat(1 / __builtin_elementwise_sqrt(sum_of(squares) / C + EPSILON));
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            store(to + c, NAME(_epilogue)(fused((load(a + c) - mean) * scale, load(w + c), load(shift + c)), in, w, row, c));
        }
        if (C % LANES != 0) {
            store_part(to + whole, NAME(_epilogue)(fused((load(a + whole) - mean) * scale, load(w + whole), load(shift + whole)), in, w,
                row, whole), C % LANES);
        }
    }
}
