/* LEFT and RIGHT are plain rows: BATCH products, whose factors begin at BATCH_LEFT and BATCH_RIGHT of them. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long batch = 0; batch < BATCH; batch++) {
        long left = BATCH_LEFT(batch);
        long right = BATCH_RIGHT(batch);
        NAME(_product)((LEFT) + left, (RIGHT) + right, N, NV * LANES, BIAS, in, w, batch * M, out + batch * (long) M * N);
    }
}
