/* One position; gates come in the order update, reset, new. */
INLINE void NAME(_step)(const float *x, const float *weights, const float *recurrent, const float *bias, float *state, float *kept,
    float *scratch) {
    float *of_input = scratch;
    float *of_state = of_input + COLUMNS_FLOATS;
    const float *bias_of_state = bias ? bias + COLUMNS : 0;
    NAME(_product)(x, X, weights, bias, COLUMNS, of_input);
    NAME(_product)(state, H, recurrent, bias_of_state, LINEAR_BEFORE_RESET ? COLUMNS : 2 * H, of_state);
    if (!LINEAR_BEFORE_RESET) {
        ROLLED
        for (long c = 0; c < H; c += LANES) {
            store(kept + c, sigmoid_of(load(of_input + H + c) + load(of_state + H + c)) * load(state + c));
        }
        NAME(_product)(kept, H, recurrent + 2 * H, bias_of_state ? bias_of_state + 2 * H : 0, H, of_state + 2 * H);
    }
    ROLLED
    for (long c = 0; c < H; c += LANES) {
        vec update = sigmoid_of(load(of_input + c) + load(of_state + c));
        vec remembered = load(of_state + 2 * H + c);
        if (LINEAR_BEFORE_RESET) {
            remembered *= sigmoid_of(load(of_input + H + c) + load(of_state + H + c));
        }
        vec next = tanh_of(load(of_input + 2 * H + c) + remembered);
        store(state + c, (1 - update) * next + update * load(state + c));
    }
}
