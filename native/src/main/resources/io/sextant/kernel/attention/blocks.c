/*
 * out[s][E] = sum over t of softmax(SCALE q[s][D] k[D][t] + mask)[s][t] v[t][E], for each of BATCH heads; operands and result lie where their
 * strides say. Of each head the keys are packed once, scaled, in panels of NV vectors of keys, [panel][D][NV][LANES]; then blocks of QB
 * queries: their scores in scratch, rows of KEYS, their exponentials over them, and of these and the values the result, whose rows are
 * divided by the sums of the exponentials at last.
 */
enum {
    NAME(_KEYS) = CEILING(T, LANES) * LANES,
    NAME(_WIDTH) = CEILING(E, LANES) * LANES,
    NAME(_LIVE) = T % LANES == 0 ? LANES : T % LANES,
    NAME(_LIVE_VALUES) = E % LANES == 0 ? LANES : E % LANES,
    NAME(_FULL) = NAME(_KEYS) / LANES / NV,
    NAME(_LAST) = NAME(_KEYS) / LANES % NV,
    NAME(_FULL_VALUES) = NAME(_WIDTH) / LANES / NE,
    NAME(_LAST_VALUES) = NAME(_WIDTH) / LANES % NE,
    NAME(_MOST) = NV > NE ? NV : NE
};

/* Sums of rows by vectors over depth; with halved the last vector is a narrow one, in rest. */
INLINE void NAME(_sums)(const int rows, const int vectors, const int halved, const long depth, const float *a, const long a_row,
    const long a_step, const float *b, const long b_step, vec sum[MR][NAME(_MOST)], narrow rest[MR]) {
    const int whole = vectors - halved;
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int j = 0; j < vectors; j++) {
            sum[i][j] = splat(0);
        }
        rest[i] = (narrow) {};
    }
#pragma clang loop unroll_count(UNROLL_K)
    for (long k = 0; k < depth; k++) {
        vec factor[NAME(_MOST)];
        UNROLL
        for (int j = 0; j < whole; j++) {
            factor[j] = load(b + k * b_step + j * LANES);
        }
        UNROLL
        for (int i = 0; i < rows; i++) {
            float x = a[i * a_row + k * a_step];
            UNROLL
            for (int j = 0; j < whole; j++) {
                sum[i][j] = fused(splat(x), factor[j], sum[i][j]);
            }
            if (halved) {
                rest[i] = fused_narrow(x, load_narrow(b + k * b_step + whole * LANES), rest[i]);
            }
        }
    }
    if (halved) {
        UNROLL
        for (int i = 0; i < rows; i++) {
            sum[i][whole] = widened(rest[i]);
        }
    }
}

/* LANES keys whose elements follow each other: blocks of LANES elements are transposed. */
INLINE void NAME(_turned)(const float *k, long first, long step, float *to) {
    ROLLED
    for (long d = 0; d < D; d += LANES) {
        vec row[LANES];
        UNROLL
        for (int i = 0; i < LANES; i++) {
            row[i] = load(k + (first + i < T ? first + i : T - 1) * (long) K_COLUMN + d);
        }
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if ((i & 1) == 0) {
                vec even = EVEN_BLOCKS(row[i], row[i + 1], 1);
                row[i + 1] = ODD_BLOCKS(row[i], row[i + 1], 1);
                row[i] = even;
            }
        }
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if ((i & 2) == 0) {
                vec even = EVEN_BLOCKS(row[i], row[i + 2], 2);
                row[i + 2] = ODD_BLOCKS(row[i], row[i + 2], 2);
                row[i] = even;
            }
        }
#if LANES > 4
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if ((i & 4) == 0) {
                vec even = EVEN_BLOCKS(row[i], row[i + 4], 4);
                row[i + 4] = ODD_BLOCKS(row[i], row[i + 4], 4);
                row[i] = even;
            }
        }
#endif
#if LANES > 8
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if ((i & 8) == 0) {
                vec even = EVEN_BLOCKS(row[i], row[i + 8], 8);
                row[i + 8] = ODD_BLOCKS(row[i], row[i + 8], 8);
                row[i] = even;
            }
        }
#endif
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if (d + i < D) {
                store(to + (d + i) * step, row[i] * SCALE);
            }
        }
    }
}

/* The same for keys in any other place. */
INLINE void NAME(_gathered)(const float *k, long first, long step, float *to) {
    ROLLED
    for (long d = 0; d < D; d++) {
        vec value;
        if (K_COLUMN == 1) {
            value = load(k + d * (long) K_ROW + first);
        } else {
            UNROLL
            for (int i = 0; i < LANES; i++) {
                value[i] = k[d * (long) K_ROW + (first + i < T ? first + i : T - 1) * (long) K_COLUMN];
            }
        }
        store(to + d * step, value * SCALE);
    }
}

INLINE void NAME(_pack_keys)(const float *k, float *packed) {
    ROLLED
    for (long vector = 0; vector < NAME(_KEYS) / LANES; vector++) {
        long panel = vector / NV;
        long step = (panel < NAME(_FULL) ? NV : NAME(_LAST)) * LANES;
        float *to = packed + panel * (long) D * NV * LANES + vector % NV * LANES;
        if (K_ROW == 1 && K_COLUMN != 1) {
            NAME(_turned)(k, vector * LANES, step, to);
        } else {
            NAME(_gathered)(k, vector * LANES, step, to);
        }
    }
}

INLINE void NAME(_score_tile)(const int rows, const int vectors, const int last, const float *q, const float *panel,
    const float *const *in, const float *w, long batch, long row, long column, float *scores) {
    vec sum[MR][NAME(_MOST)];
    narrow rest[MR];
    NAME(_sums)(rows, vectors, last && NAME(_LIVE) <= TAIL, D, q, Q_ROW, Q_COLUMN, panel, vectors * LANES, sum, rest);
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int j = 0; j < vectors; j++) {
            store(scores + i * NAME(_KEYS) + column + j * LANES,
                NAME(_masked)(sum[i][j], in, w, batch, row + i, column + j * LANES));
        }
    }
}

INLINE void NAME(_score_panel)(const int vectors, const int last, const float *q, const float *panel, const float *const *in,
    const float *w, long batch, long first, long end, long column, float *scores) {
    long row = first;
    ROLLED
    for (; row + MR <= end; row += MR) {
        NAME(_score_tile)(MR, vectors, last, q + row * Q_ROW, panel, in, w, batch, row, column, scores + (row - first) * NAME(_KEYS));
    }
    if (S % MR != 0 && row < end) {
        NAME(_score_tile)(S % MR, vectors, last, q + row * Q_ROW, panel, in, w, batch, row, column, scores + (row - first) * NAME(_KEYS));
    }
}

/*
 * Scores become exponentials of their distances from the row's greatest; shares are the inverse of their sums. All rows are searched first:
 * no row then waits for what goes across its lanes.
 */
INLINE void NAME(_exponentials)(long rows, float *scores, float *shares) {
    const long whole = NAME(_KEYS) - LANES;
    ROLLED
    for (long row = 0; row < rows; row++) {
        const float *at = scores + row * NAME(_KEYS);
        vec most = first_lanes(load(at + whole), NAME(_LIVE), -__builtin_inff());
        ROLLED
        for (long t = 0; t < whole; t += LANES) {
            most = greater(load(at + t), most);
        }
        shares[row] = greatest_of(most);
    }
    ROLLED
    for (long row = 0; row < rows; row++) {
        float *at = scores + row * NAME(_KEYS);
        vec peak = splat(shares[row]);
        vec sum = exp_below_zero(load(at + whole) - peak);
        store(at + whole, sum);
        sum = first_lanes(sum, NAME(_LIVE), 0);
        ROLLED
        for (long t = 0; t < whole; t += LANES) {
            vec value = exp_below_zero(load(at + t) - peak);
            sum += value;
            store(at + t, value);
        }
        shares[row] = 1 / sum_of(sum);
    }
}

INLINE void NAME(_mix_tile)(const int rows, const int vectors, const int last, const float *scores, const float *shares, const float *v,
    long v_row, float *out) {
    vec sum[MR][NAME(_MOST)];
    narrow rest[MR];
    NAME(_sums)(rows, vectors, last && NAME(_LIVE_VALUES) <= TAIL_E, T, scores, NAME(_KEYS), 1, v, v_row, sum, rest);
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int j = 0; j < vectors; j++) {
            const int live = last && j == vectors - 1 ? NAME(_LIVE_VALUES) : LANES;
            vec value = sum[i][j] * shares[i];
            float *to = out + i * (long) OUT_ROW + j * LANES * (long) OUT_COLUMN;
            if (OUT_COLUMN == 1) {
                store_part(to, value, live);
            } else {
                UNROLL
                for (int lane = 0; lane < live; lane++) {
                    to[lane * (long) OUT_COLUMN] = value[lane];
                }
            }
        }
    }
}

INLINE void NAME(_mix_panel)(const int vectors, const int last, const float *scores, const float *shares, const float *v, long v_row,
    long rows, float *out) {
    long row = 0;
    ROLLED
    for (; row + MR <= rows; row += MR) {
        NAME(_mix_tile)(MR, vectors, last, scores + row * NAME(_KEYS), shares + row, v, v_row, out + row * OUT_ROW);
    }
    if (S % MR != 0 && row < rows) {
        NAME(_mix_tile)(S % MR, vectors, last, scores + row * NAME(_KEYS), shares + row, v, v_row, out + row * OUT_ROW);
    }
}

/* Rows of values one behind the other, padded to whole vectors. */
INLINE void NAME(_pack_values)(const float *v, float *packed) {
    ROLLED
    for (long t = 0; t < T; t++) {
        ROLLED
        for (long e = 0; e < E; e++) {
            packed[t * NAME(_WIDTH) + e] = v[t * V_ROW + e * V_COLUMN];
        }
    }
}

static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
    float *keys = scratch;
    float *scores = keys + NAME(_KEYS) * (long) D;
    float *shares = scores + QB * (long) NAME(_KEYS);
    float *values = shares + CEILING(QB, LANES) * LANES;
    ROLLED
    for (long batch = 0; batch < BATCH; batch++) {
        const float *q = Q_BASE + (Q_AT(batch));
        const float *v = V_BASE + (V_AT(batch));
        float *to = out + (OUT_AT(batch));
        NAME(_pack_keys)(K_BASE + (K_AT(batch)), keys);
        if (PACK_V) {
            NAME(_pack_values)(v, values);
            v = values;
        }
        const long v_row = PACK_V ? NAME(_WIDTH) : V_ROW;
        ROLLED
        for (long first = 0; first < S; first += QB) {
            long end = first + QB < S ? first + QB : S;
            ROLLED
            for (long p = 0; p < NAME(_FULL) - (NAME(_LAST) == 0); p++) {
                NAME(_score_panel)(NV, 0, q, keys + p * D * NV * LANES, in, w, batch, first, end, p * NV * LANES, scores);
            }
            const int rest = NAME(_LAST) == 0 ? NV : NAME(_LAST);
            const long p = (NAME(_KEYS) / LANES - rest) / NV;
            NAME(_score_panel)(rest, 1, q, keys + p * D * NV * LANES, in, w, batch, first, end, p * NV * LANES, scores);
            NAME(_exponentials)(end - first, scores, shares);
            ROLLED
            for (long e = 0; e < NAME(_FULL_VALUES) - (NAME(_LAST_VALUES) == 0); e++) {
                NAME(_mix_panel)(NE, 0, scores, shares, v + e * NE * LANES, v_row, end - first,
                    to + first * OUT_ROW + e * NE * LANES * OUT_COLUMN);
            }
            const int width = NAME(_LAST_VALUES) == 0 ? NE : NAME(_LAST_VALUES);
            const long column = NAME(_WIDTH) - width * LANES;
            NAME(_mix_panel)(width, 1, scores, shares, v + column, v_row, end - first, to + first * OUT_ROW + column * OUT_COLUMN);
        }
    }
}
