/*
 * (x - mean) / sqrt(variance + EPSILON) scale + shift, for each of ROWS rows of C; SCALE and SHIFT are rows of C.
 * Some rows at a time: none then waits for what goes across another's lanes.
 */
enum { NAME(_TOGETHER) = 8 };

INLINE float NAME(_mean)(const float *a) {
    const long whole = C / LANES * LANES;
    vec total = splat(0);
    ROLLED
    for (long c = 0; c < whole; c += LANES) {
        total += load(a + c);
    }
    if (C % LANES != 0) {
        total += load_part(a + whole, C % LANES, 0);
    }
    return sum_of(total) / C;
}

/* The inverse of the standard deviation. */
INLINE float NAME(_inverse)(const float *a, float mean) {
    const long whole = C / LANES * LANES;
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
    return 1 / __builtin_elementwise_sqrt(sum_of(squares) / C + EPSILON);
}

INLINE void NAME(_normalised)(const float *a, float mean, float inverse, const float *const *in, const float *w, long row, float *to) {
    const long whole = C / LANES * LANES;
    const float *scales = SCALE;
    const float *shifts = SHIFT;
    vec scale = splat(inverse);
    ROLLED
    for (long c = 0; c < whole; c += LANES) {
        store(to + c, NAME(_epilogue)(fused((load(a + c) - mean) * scale, load(scales + c), load(shifts + c)), in, w, row, c));
    }
    if (C % LANES != 0) {
        store_part(to + whole, NAME(_epilogue)(fused((load(a + whole) - mean) * scale, load(scales + whole), load(shifts + whole)), in, w,
            row, whole), C % LANES);
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long first = 0; first < ROWS; first += NAME(_TOGETHER)) {
        long rows = ROWS - first < NAME(_TOGETHER) ? ROWS - first : NAME(_TOGETHER);
        float mean[NAME(_TOGETHER)];
        float inverse[NAME(_TOGETHER)];
        ROLLED
        for (long row = 0; row < rows; row++) {
            mean[row] = NAME(_mean)((INPUT) + (first + row) * C);
        }
        ROLLED
        for (long row = 0; row < rows; row++) {
            inverse[row] = NAME(_inverse)((INPUT) + (first + row) * C, mean[row]);
        }
        ROLLED
        for (long row = 0; row < rows; row++) {
            NAME(_normalised)((INPUT) + (first + row) * C, mean[row], inverse[row], in, w, first + row, out + (first + row) * C);
        }
    }
}
