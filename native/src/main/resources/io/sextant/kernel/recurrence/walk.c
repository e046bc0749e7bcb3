static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    float *state = scratch;
    float *cell = state + STATE;
    const float *bias = BIAS;
    const float *initial = INITIAL;
    const float *initial_cell = INITIAL_CELL;
    ROLLED
    for (long n = 0; n < N; n++) {
        ROLLED
        for (long d = 0; d < DIRECTIONS; d++) {
            long row = n * DIRECTIONS + d;
            NAME(_begin)(state, initial ? initial + row * H : 0);
            NAME(_begin)(cell, initial_cell ? initial_cell + row * H : 0);
            ROLLED
            for (long k = 0; k < L; k++) {
                long position = n * L + (BACKWARDS || d == 1 ? L - 1 - k : k);
                NAME(_step)((INPUT) + position * X, (WEIGHTS) + d * (long) X * COLUMNS, (RECURRENT) + d * (long) H * COLUMNS,
                    bias ? bias + d * 2l * COLUMNS : 0, state, cell, cell + STATE);
                if (ALL || k == L - 1) {
                    memcpy(out + (ALL ? position * DIRECTIONS + d : row) * H, TAKES_CELL ? cell : state, 4l * H);
                }
            }
        }
    }
}
