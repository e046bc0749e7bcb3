/*
 * Convolutions by windows of 3 (or 1) with stride 1, by minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2016): TILE_Y x TILE_X outputs from AY x AX inputs, each axis transformed by itself, TILE + 2 inputs of it to as many points.
 * For each point a product, all tiles by CIN times CIN by COUT, from the register tiles of product/tiles.c. BLOCK tiles at once, so that
 * their inputs at all points, [point][tile][LDA], and their sums, [point][tile][NV][LANES] of one panel, stay in the second-level cache.
 * Weights are filters at the points, packed [panel][point][CIN][NV][LANES], the last panel of LAST_NV; bias before them.
 *
 * Four outputs take the points 0, +-3/4, +-3/2 and infinity: all factors are exact, and errors half of those with 0, +-1, +-2. A number that is
 * infinite, or none, reaches all outputs of its tile.
 */
enum {
    NAME(_AY) = TILE_Y + KH - 1,
    NAME(_AX) = TILE_X + KW - 1,
    NAME(_POINTS) = NAME(_AY) * NAME(_AX),
    NAME(_ACROSS) = CEILING(OW, TILE_X),
    NAME(_DOWN) = CEILING(OH, TILE_Y),
    NAME(_TILES) = BATCH * NAME(_ACROSS) * NAME(_DOWN),
    NAME(_WIDTH) = NV * LANES
};

/* Inputs of one axis at its points, in place, `step` apart. */
INLINE void NAME(_spread)(const int outputs, vec *x, const int step) {
    if (outputs == 2) {
        vec a = x[0], b = x[step], c = x[2 * step], d = x[3 * step];
        x[0] = c - a;
        x[step] = b + c;
        x[2 * step] = c - b;
        x[3 * step] = d - b;
    } else if (outputs == 4) {
        vec a = x[0], b = x[step], c = x[2 * step], d = x[3 * step], e = x[4 * step], f = x[5 * step];
        vec evenNear = e - 2.25f * c, oddNear = d - 2.25f * b;
        vec evenFar = e - 0.5625f * c, oddFar = d - 0.5625f * b;
        x[0] = 1.265625f * a + (e - 2.8125f * c);
        x[step] = evenNear + 0.75f * oddNear;
        x[2 * step] = evenNear - 0.75f * oddNear;
        x[3 * step] = evenFar + 1.5f * oddFar;
        x[4 * step] = evenFar - 1.5f * oddFar;
        x[5 * step] = 1.265625f * b + (f - 2.8125f * d);
    }
}

/* Outputs of one axis from its points, in place, `step` apart. */
INLINE void NAME(_gathered)(const int outputs, vec *x, const int step) {
    if (outputs == 2) {
        vec a = x[0], b = x[step], c = x[2 * step], d = x[3 * step];
        x[0] = a + b + c;
        x[step] = b - c + d;
    } else if (outputs == 4) {
        vec even = x[step] + x[2 * step], odd = x[step] - x[2 * step];
        vec evenFar = x[3 * step] + x[4 * step], oddFar = x[3 * step] - x[4 * step];
        x[0] = x[0] + even + evenFar;
        x[step] = 0.75f * odd + 1.5f * oddFar;
        x[2 * step] = 0.5625f * even + 2.25f * evenFar;
        x[3 * step] = 0.421875f * odd + (3.375f * oddFar + x[5 * step]);
    }
}

/* The inputs of one tile at all points; beyond the border there are zeros. */
INLINE void NAME(_inputs)(const float *const *in, const float *zeros, long tile, float *points) {
    const float *at[NAME(_AY)][NAME(_AX)];
    long y = tile / NAME(_ACROSS) % NAME(_DOWN) * TILE_Y - PY;
    long x = tile % NAME(_ACROSS) * TILE_X - PX;
    const float *image = in[0] + tile / (NAME(_ACROSS) * NAME(_DOWN)) * ((long) H * W * CIN);
    UNROLL
    for (int i = 0; i < NAME(_AY); i++) {
        UNROLL
        for (int j = 0; j < NAME(_AX); j++) {
            int inside = y + i >= 0 && y + i < H && x + j >= 0 && x + j < W;
            at[i][j] = inside ? image + ((y + i) * W + x + j) * (long) CIN : zeros;
        }
    }
    ROLLED
    for (long c = 0; c < CIN; c += LANES) {
        vec d[NAME(_POINTS)];
        UNROLL
        for (int j = 0; j < NAME(_AX); j++) {
            UNROLL
            for (int i = 0; i < NAME(_AY); i++) {
                d[i * NAME(_AX) + j] = load(at[i][j] + c);
            }
            NAME(_spread)(TILE_Y, d + j, NAME(_AX));
        }
        UNROLL
        for (int i = 0; i < NAME(_AY); i++) {
            NAME(_spread)(TILE_X, d + i * NAME(_AX), 1);
            UNROLL
            for (int j = 0; j < NAME(_AX); j++) {
                store(points + (i * NAME(_AX) + j) * (long) POINT_STEP + c, d[i * NAME(_AX) + j]);
            }
        }
    }
}

/* One vector of the outputs of a tile: channels from `column` on. */
INLINE void NAME(_outputs)(const int live, const float *sums, const float *const *in, const float *w, long tile, long column, float *out) {
    vec d[NAME(_POINTS)];
    UNROLL
    for (int j = 0; j < NAME(_AX); j++) {
        UNROLL
        for (int i = 0; i < NAME(_AY); i++) {
            d[i * NAME(_AX) + j] = load(sums + (i * NAME(_AX) + j) * (long) SUM_STEP);
        }
        NAME(_gathered)(TILE_Y, d + j, NAME(_AX));
    }
    vec bias = BIAS_FLOATS > 0 ? load(w + column) : splat(0);
    long y = tile / NAME(_ACROSS) % NAME(_DOWN) * TILE_Y;
    long x = tile % NAME(_ACROSS) * TILE_X;
    long pixel = (tile / (NAME(_ACROSS) * NAME(_DOWN)) * OH + y) * OW + x;
    UNROLL
    for (int i = 0; i < TILE_Y; i++) {
        NAME(_gathered)(TILE_X, d + i * NAME(_AX), 1);
        UNROLL
        for (int j = 0; j < TILE_X; j++) {
            if ((OH % TILE_Y == 0 || y + i < OH) && (OW % TILE_X == 0 || x + j < OW)) {
                long row = pixel + i * OW + j;
                vec value = NAME(_epilogue)(d[i * NAME(_AX) + j] + bias, in, w, row, column);
                float *to = out + row * (long) COUT + column;
                if (live == LANES) {
                    store(to, value);
                } else {
                    store_part(to, value, live);
                }
            }
        }
    }
}

/* The products of `tiles` tiles with one panel at all points, and the outputs of them. */
INLINE void NAME(_panel)(const int vectors, const int live, const int tiles, const float *points, float *sums, const float *b,
    const float *const *in, const float *w, long first, long column, float *out) {
    ROLLED
    for (long point = 0; point < NAME(_POINTS); point++) {
        NAME(_rows)(vectors, live, tiles % MR, points + point * POINT_STEP, b + point * ((long) K * vectors * LANES), vectors * LANES, 0, in,
            w, 0, 0, tiles, 0, sums + point * SUM_STEP);
    }
    ROLLED
    for (long t = 0; t < tiles; t++) {
        ROLLED
        for (int j = 0; j < vectors - 1; j++) {
            NAME(_outputs)(LANES, sums + t * OUT_STEP + j * LANES, in, w, first + t, column + j * LANES, out);
        }
        int j = vectors - 1;
        NAME(_outputs)(live, sums + t * OUT_STEP + j * LANES, in, w, first + t, column + j * LANES, out);
    }
}

INLINE void NAME(_block)(const int tiles, const float *const *in, const float *w, long first, float *out, float *scratch) {
    float *sums = scratch + (long) NAME(_POINTS) * POINT_STEP;
    const float *b = w + BIAS_FLOATS;
    ROLLED
    for (long t = 0; t < tiles; t++) {
        NAME(_inputs)(in, w + ZEROS, first + t, scratch + t * LDA);
    }
    ROLLED
    for (long p = 0; p < FULL_PANELS; p++) {
        NAME(_panel)(NV, LANES, tiles, scratch, sums, b, in, w, first, p * NAME(_WIDTH), out);
        b += (long) NAME(_POINTS) * K * NAME(_WIDTH);
    }
    if (LAST_NV > 0) {
        NAME(_panel)(LAST_NV, LIVE, tiles, scratch, sums, b, in, w, first, FULL_PANELS * NAME(_WIDTH), out);
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    ROLLED
    for (long first = 0; first + BLOCK <= NAME(_TILES); first += BLOCK) {
        NAME(_block)(BLOCK, in, w, first, out, scratch);
    }
    if (NAME(_TILES) % BLOCK > 0) {
        NAME(_block)(NAME(_TILES) % BLOCK, in, w, NAME(_TILES) - NAME(_TILES) % BLOCK, out, scratch);
    }
}
