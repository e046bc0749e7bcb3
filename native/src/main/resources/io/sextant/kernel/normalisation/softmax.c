/* exp(x - max) / sum, for each of ROWS rows of C. */
static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    const long whole = C / LANES * LANES;
    ROLLED
    for (long row = 0; row < ROWS; row++) {
        const float *a = in[0] + row * C;
        float *to = out + row * C;
        vec most = splat(-__builtin_inff());
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            most = greater(load(a + c), most);
        }
        if (C % LANES != 0) {
            most = greater(load_part(a + whole, C % LANES, -__builtin_inff()), most);
        }
        vec peak = splat(greatest_of(most));
        vec sum = splat(0);
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            vec value = exp_below_zero(load(a + c) - peak);
            sum += value;
            store(to + c, value);
        }
        if (C % LANES != 0) {
            vec value = exp_below_zero(load_part(a + whole, C % LANES, -__builtin_inff()) - peak);
            sum += value;
            store_part(to + whole, value, C % LANES);
        }
        vec share = splat(1 / sum_of(sum));
        ROLLED
        for (long c = 0; c < whole; c += LANES) {
            store(to + c, load(to + c) * share);
        }
        if (C % LANES != 0) {
            store_part(to + whole, load_part(to + whole, C % LANES, 0) * share, C % LANES);
        }
    }
}
