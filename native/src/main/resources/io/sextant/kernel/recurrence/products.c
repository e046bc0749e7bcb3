/*
 * The gates of recurrent operators: N sequences of L positions of X channels, states of H, DIRECTIONS side by side. Weights are
 * [direction][X][COLUMNS], recurrent ones [direction][H][COLUMNS], bias [direction][2][COLUMNS]. Buffers of the scratch are padded to
 * whole vectors, STATE and COLUMNS_FLOATS floats each.
 */
INLINE void NAME(_vectors)(const int count, const float *v, long length, const float *matrix, const float *bias, float *sums) {
    vec sum[4];
    UNROLL
    for (int j = 0; j < count; j++) {
        sum[j] = bias ? load(bias + j * LANES) : splat(0);
    }
    ROLLED
    for (long k = 0; k < length; k++) {
        UNROLL
        for (int j = 0; j < count; j++) {
            sum[j] = fused(splat(v[k]), load(matrix + k * COLUMNS + j * LANES), sum[j]);
        }
    }
    UNROLL
    for (int j = 0; j < count; j++) {
        store(sums + j * LANES, sum[j]);
    }
}

/* sums = v matrix + bias, for some columns that lie beside each other. */
static void NAME(_product)(const float *v, long length, const float *matrix, const float *bias, long columns, float *sums) {
    long c = 0;
    ROLLED
    for (; c + 3 * LANES < columns; c += 4 * LANES) {
        NAME(_vectors)(4, v, length, matrix + c, bias ? bias + c : 0, sums + c);
    }
    ROLLED
    for (; c < columns; c += LANES) {
        NAME(_vectors)(1, v, length, matrix + c, bias ? bias + c : 0, sums + c);
    }
}

INLINE void NAME(_begin)(float *state, const float *initial) {
    if (initial) {
        memcpy(state, initial, 4l * H);
    } else {
        memset(state, 0, 4l * H);
    }
}
