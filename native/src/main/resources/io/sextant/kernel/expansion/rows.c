/*
 * The beginning of an inverted residual, row by row: a 1x1 convolution to more channels, a depthwise convolution, and with PROJECTED a 1x1
 * convolution to fewer. Expanded rows go into a ring of RING rows in the scratch, each as soon as the window reaches it, so that the
 * expanded tensor never is in memory as a whole; ROWS rows of the depthwise convolution, whose count is a multiple of that, are projected
 * together. The three are templates of their own: products of W and of ROWS * OW pixels, and strips that find rows of their operand by LINE.
 * Where the weights of each begin: EXPAND_BIAS, EXPAND_FACTORS and so on, a bias of -1 being none.
 */
enum {
    NAME(_RING_ROW) = W * E,
    NAME(_STEP) = OW * E
};

INLINE const float *NAME(_bias)(const float *w, const long at) { return at < 0 ? 0 : w + at; }

INLINE void NAME(_expanded)(const float *const *in, const float *w, const float *row, float *to) {
    const long step = EXPAND_NV * LANES;
    NAME(_expand_product)(row, w + EXPAND_FACTORS, step, CIN * step, NAME(_bias)(w, EXPAND_BIAS), in, w, 0, to);
}

INLINE void NAME(_filtered)(const float *const *in, const float *w, const float *ring, long y, float *to) {
    const float *bias = NAME(_bias)(w, DEPTHWISE_BIAS);
    if (y * SY >= PY && y * SY - PY + (KH - 1) * DY < H) {
        NAME(_depthwise_line)(2, ring, w + DEPTHWISE_FACTORS, bias, in, w, y, 0, 0, to - y * NAME(_STEP));
    } else {
        NAME(_depthwise_line)(0, ring, w + DEPTHWISE_FACTORS, bias, in, w, y, 0, 0, to - y * NAME(_STEP));
    }
}

#if PROJECTED
/* A residual is added where the result is written. */
INLINE void NAME(_projected)(const float *const *in, const float *w, const float *rows, long pixel, float *out) {
    const long step = PROJECT_NV * LANES;
    const float *const here[] = { in[0] + pixel * COUT, INPUTS > 1 ? in[INPUTS - 1] + pixel * COUT : 0 };
    NAME(_project_product)(rows, w + PROJECT_FACTORS, step, E * step, NAME(_bias)(w, PROJECT_BIAS), here, w, 0, out + pixel * COUT);
}
#endif

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    float *rows = scratch + RING * (long) NAME(_RING_ROW);
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *a = in[0] + n * (long) H * W * CIN;
        long ready = 0;
        ROLLED
        for (long first = 0; first < OH; first += ROWS) {
            ROLLED
            for (long y = first; y < first + ROWS; y++) {
                long top = y * SY - PY;
                long end = top + (KH - 1) * DY + 1 < H ? top + (KH - 1) * DY + 1 : H;
                ROLLED
                for (ready = ready < top ? top : ready; ready < end; ready++) {
                    NAME(_expanded)(in, w, a + ready * (long) W * CIN, scratch + RING_ROW(ready) * (long) NAME(_RING_ROW));
                }
                NAME(_filtered)(in, w, scratch, y, PROJECTED ? rows + (y - first) * NAME(_STEP) : out + (n * OH + y) * NAME(_STEP));
            }
#if PROJECTED
            NAME(_projected)(in, w, rows, (n * OH + first) * OW, out);
#endif
        }
    }
}
