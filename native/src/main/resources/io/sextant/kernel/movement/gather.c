/*
 * out[OUTER][COUNT][BYTES] = in[OUTER][index[COUNT]][BYTES]: indices count from the end where negative; those beyond the bounds, which have
 * no meaning, take what is at the bound, so that nothing else is read.
 */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    const INDEX *indices = (const INDEX *) (INDICES);
    const char *from = (const char *) (INPUT);
    ROLLED
    for (long outer = 0; outer < OUTER; outer++) {
        ROLLED
        for (long i = 0; i < COUNT; i++) {
            long at = indices[i] < 0 ? indices[i] + EXTENT : indices[i];
            at = at < 0 ? 0 : at >= EXTENT ? EXTENT - 1 : at;
            memcpy((char *) out + (outer * COUNT + i) * BYTES, from + (outer * EXTENT + at) * BYTES, BYTES);
        }
    }
}
