/* Both factors are activations: BATCH products, whose factors lie LEFT_STEP and RIGHT_STEP floats apart. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long batch = 0; batch < BATCH; batch++) {
        long left = BATCH_LEFT(batch);
        long right = BATCH_RIGHT(batch);
        NAME(_product)(in[0] + left, in[1] + right, N, NV * LANES, 0, in, w, out + batch * (long) M * N);
    }
}
