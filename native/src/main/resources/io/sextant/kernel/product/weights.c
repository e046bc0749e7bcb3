/* The right factor is constant. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    NAME(_product)(in[0], w + BIAS_FLOATS, NV * LANES, (long) K * NV * LANES, BIAS_FLOATS > 0 ? w : 0, in, w, 0, out);
}
