/* exp(x - max) / sum along the middle of [OUTER][EXTENT][INNER]. */
INLINE void NAME(_put)(float *to, vec value, long left) {
    if (left >= LANES) {
        store(to, value);
    } else {
        store_part(to, value, INNER % LANES);
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long outer = 0; outer < OUTER; outer++) {
        ROLLED
        for (long c = 0; c < INNER; c += LANES) {
            const float *a = in[0] + outer * (long) EXTENT * INNER + c;
            float *to = out + outer * (long) EXTENT * INNER + c;
            vec most = splat(-__builtin_inff());
            ROLLED
            for (long k = 0; k < EXTENT; k++) {
                most = greater(load(a + k * INNER), most);
            }
            vec sum = splat(0);
            ROLLED
            for (long k = 0; k < EXTENT; k++) {
                sum += exp_of(load(a + k * INNER) - most);
            }
            vec share = 1 / sum;
            ROLLED
            for (long k = 0; k < EXTENT; k++) {
                NAME(_put)(to + k * INNER, exp_of(load(a + k * INNER) - most) * share, INNER - c);
            }
        }
    }
}
