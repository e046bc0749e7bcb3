/* One position; gates come in the order input, output, forget, cell. */
INLINE void NAME(_step)(const float *x, const float *weights, const float *recurrent, const float *bias, float *state, float *cell,
    float *scratch) {
    float *of_input = scratch;
    float *of_state = of_input + COLUMNS_FLOATS;
    NAME(_product)(x, X, weights, bias, COLUMNS, of_input);
    NAME(_product)(state, H, recurrent, bias ? bias + COLUMNS : 0, COLUMNS, of_state);
    ROLLED
    for (long c = 0; c < H; c += LANES) {
        vec gate[4];
        UNROLL
        for (int g = 0; g < 4; g++) {
            gate[g] = load(of_input + g * H + c) + load(of_state + g * H + c);
        }
        vec next = sigmoid_of(gate[2]) * load(cell + c) + sigmoid_of(gate[0]) * tanh_of(gate[3]);
        store(cell + c, next);
        store(state + c, sigmoid_of(gate[1]) * tanh_of(next));
    }
}
