/*
 * ONNX Resize of channels-last images: LINEAR with half-pixel coordinates clamped at the border, else the nearest by asymmetric
 * coordinates rounded down.
 */
typedef struct { long first; long second; float share; } NAME(_mix);

INLINE NAME(_mix) NAME(_mixed)(long position, long size, long extent) {
    if (!LINEAR) {
        long nearest = position * extent / size;
        return (NAME(_mix)) { nearest, nearest, 0 };
    }
    double half_pixel = (position + 0.5) * extent / size - 0.5;
    double clamped = half_pixel < 0 ? 0 : half_pixel > extent - 1 ? extent - 1 : half_pixel;
    long first = (long) clamped;
    return (NAME(_mix)) { first, first + 1 < extent ? first + 1 : extent - 1, (float) (clamped - first) };
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long n = 0; n < BATCH; n++) {
        const float *a = in[0] + n * (long) H * W * C;
        ROLLED
        for (long y = 0; y < OH; y++) {
            NAME(_mix) rows = NAME(_mixed)(y, OH, H);
            ROLLED
            for (long x = 0; x < OW; x++) {
                NAME(_mix) columns = NAME(_mixed)(x, OW, W);
                long pixel = (n * OH + y) * OW + x;
                ROLLED
                for (long c = 0; c < C; c += LANES) {
                    const float *above = a + rows.first * (long) W * C + c;
                    const float *below = a + rows.second * (long) W * C + c;
                    vec value = load(above + columns.first * C);
                    if (LINEAR) {
                        vec upper = value + columns.share * (load(above + columns.second * C) - value);
                        vec lower = load(below + columns.first * C);
                        lower += columns.share * (load(below + columns.second * C) - lower);
                        value = upper + rows.share * (lower - upper);
                    }
                    value = NAME(_epilogue)(value, in, w, pixel, c);
                    if (C - c >= LANES) {
                        store(out + pixel * C + c, value);
                    } else {
                        store_part(out + pixel * C + c, value, C % LANES);
                    }
                }
            }
        }
    }
}
