/*
 * Vectors of LANES f32 by clang's vector types: one source for every ISA, whose record says how many lanes and registers there are.
 * Loads may read up to LANES - 1 floats past the end of a row: arenas and weights end in as many.
 */
typedef float vec __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int ivec __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
/* Half a vector, for the last columns of a row where it holds them: on some CPUs half the work. */
typedef float narrow __attribute__((vector_size(LANES * 2), aligned(4), may_alias));

/* One byte a lane: what is true is not 0. */
typedef unsigned char truths __attribute__((vector_size(LANES), aligned(1), may_alias));

#define INLINE static inline __attribute__((always_inline, unused))
#define UNROLL _Pragma("clang loop unroll(full)")
#define ROLLED _Pragma("clang loop unroll(disable)")
#define CEILING(a, b) (((a) + (b) - 1) / (b))

/* Of a cache line. */
enum { LINE_FLOATS = 16 };

void *memcpy(void *, const void *, unsigned long);
void *memset(void *, int, unsigned long);

INLINE vec load(const float *from) { return *(const vec *) from; }
INLINE void store(float *to, vec value) { *(vec *) to = value; }
/* The first lanes of a vector; a constant number becomes a few moves. */
INLINE void store_part(float *to, vec value, const long lanes) { __builtin_memcpy(to, &value, 4 * lanes); }
INLINE vec splat(float value) { return value - (vec) {}; }
INLINE narrow load_narrow(const float *from) { return *(const narrow *) from; }
INLINE narrow lower(vec x) {
    narrow value;
    __builtin_memcpy(&value, &x, sizeof(value));
    return value;
}
/* What the other lanes hold is not to be used. */
INLINE vec widened(narrow x) {
    vec value;
    __builtin_memcpy(&value, &x, sizeof(x));
    return value;
}
/* Where there is no such instruction, the function of the C library would be called for each lane: then a product and a sum apart. */
#ifdef __FMA__
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif
INLINE narrow fused_narrow(float a, narrow b, narrow c) { return FUSED(a - (narrow) {}, b, c); }
INLINE vec fused(vec a, vec b, vec c) { return FUSED(a, b, c); }
/* The nearest integer, ties to even, of what is below 2^22; adding 1.5 * 2^23 leaves no bits for the rest. */
INLINE vec rounded(vec x) {
#ifdef __SSE4_1__
    return __builtin_elementwise_roundeven(x);
#else
    return (x + 12582912.0f) - 12582912.0f;
#endif
}
INLINE vec select(ivec mask, vec a, vec b) { return (vec) ((mask & (ivec) a) | (~mask & (ivec) b)); }
/* What is no number in either stays so. */
INLINE vec lesser(vec a, vec b) { return select((a < b) | (a != a), a, b); }
/* NaN in a stays NaN: the comparison is false, and b is the bound. */
INLINE vec at_least(vec a, vec bound) { return select(a < bound, bound, a); }
INLINE vec at_most(vec a, vec bound) { return select(a > bound, bound, a); }
INLINE vec greater(vec a, vec b) { return select((a > b) | (a != a), a, b); }
INLINE vec magnitude(vec x) { return (vec) ((ivec) x & 0x7fffffff); }
/* Lanes i and i ^ n change places; n is a number. */
#if LANES == 16
#define ALL_LANES(place, n) place(0, n), place(1, n), place(2, n), place(3, n), place(4, n), place(5, n), place(6, n), place(7, n), \
    place(8, n), place(9, n), place(10, n), place(11, n), place(12, n), place(13, n), place(14, n), place(15, n)
#elif LANES == 8
#define ALL_LANES(place, n) place(0, n), place(1, n), place(2, n), place(3, n), place(4, n), place(5, n), place(6, n), place(7, n)
#else
#define ALL_LANES(place, n) place(0, n), place(1, n), place(2, n), place(3, n)
#endif
#define SWAPPED_LANE(i, n) ((i) ^ (n))
#define SWAPPED(x, n) __builtin_shufflevector(x, x, ALL_LANES(SWAPPED_LANE, n))
/* A step of transposing: of blocks of n lanes, those of even index of both; those of odd index. */
#define EVEN_LANE(i, n) ((i) & (n) ? LANES + (i) - (n) : (i))
#define ODD_LANE(i, n) ((i) & (n) ? LANES + (i) : (i) + (n))
#define EVEN_BLOCKS(a, b, n) __builtin_shufflevector(a, b, ALL_LANES(EVEN_LANE, n))
#define ODD_BLOCKS(a, b, n) __builtin_shufflevector(a, b, ALL_LANES(ODD_LANE, n))
#define SAME_LANE(i, n) (i)
/* Lanes behind the first `live` are `rest`. */
INLINE vec first_lanes(vec x, const int live, float rest) {
    return select((ivec) { ALL_LANES(SAME_LANE, 0) } < live, x, splat(rest));
}
INLINE float sum_of(vec x) {
#if LANES > 8
    x += SWAPPED(x, 8);
#endif
#if LANES > 4
    x += SWAPPED(x, 4);
#endif
    x += SWAPPED(x, 2);
    x += SWAPPED(x, 1);
    return x[0];
}
INLINE float greatest_of(vec x) {
#if LANES > 8
    x = greater(x, SWAPPED(x, 8));
#endif
#if LANES > 4
    x = greater(x, SWAPPED(x, 4));
#endif
    x = greater(x, SWAPPED(x, 2));
    x = greater(x, SWAPPED(x, 1));
    return x[0];
}
/* Lanes of a row of which `live` are left; the others are `rest`. */
INLINE vec load_part(const float *from, const long live, float rest) {
    vec value = splat(rest);
    __builtin_memcpy(&value, from, 4 * live);
    return value;
}

/*
 * exp: 2^n exp(r), |r| <= ln 2 / 2, Taylor's polynomial of degree 7; relative error below 3e-7. 2^n comes in two factors, so that beyond
 * the range it is infinity, below it a denormal or 0; NaN stays.
 */
INLINE vec exp_of(vec x) {
    vec bounded = at_most(at_least(x, splat(-104)), splat(89));
    vec n = rounded(bounded * 1.44269504f);
    vec r = fused(n, splat(-0.693359375f), bounded);
    r = fused(n, splat(2.12194440e-4f), r);
    vec p = splat(1.0f / 5040);
    p = fused(p, r, splat(1.0f / 720));
    p = fused(p, r, splat(1.0f / 120));
    p = fused(p, r, splat(1.0f / 24));
    p = fused(p, r, splat(1.0f / 6));
    p = fused(p, r, splat(0.5f));
    p = fused(p, r, splat(1));
    p = fused(p, r, splat(1));
    ivec exponent = __builtin_convertvector(n, ivec);
    ivec half = exponent >> 1;
    return p * (vec) ((half + 127) << 23) * (vec) ((exponent - half + 127) << 23);
}

/*
 * exp(x) of x <= 0: 2^n 2^f, f at most 1/2, by the polynomial through it at Chebyshev's six points; relative error below
 * 3e-6, of results above 0.01 below 3e-7. Below -87 it is 0; NaN stays.
 */
INLINE vec exp_below_zero(vec x) {
    const vec inverse = splat(1.44269504f);
    const vec rounder = splat(12582912.0f + 127);
    vec integer = fused(x, inverse, rounder);
    vec f = fused(x, inverse, rounder - integer);
    vec p = splat(0.00133908634f);
    p = fused(p, f, splat(0.00967603192f));
    p = fused(p, f, splat(0.0555035711f));
    p = fused(p, f, splat(0.240221075f));
    p = fused(p, f, splat(0.693147188f));
    p = fused(p, f, splat(1));
    return select(x < -87, splat(0), p * (vec) ((ivec) integer << 23));
}

/*
 * 1 + exp(-x), relative error below 7e-7 + 1.4e-8 |x|, of products and sums apart 7e-7 + 1.2e-7 |x|; infinite for x below -88.4 to -88.7, as at
 * 87 above; NaN stays. exp(-x) is 2^n 2^f: adding
 * a number beside which others lose their fractions rounds -x / ln 2 to n, and leaves n in the last bits of the sum; 2^f by a polynomial.
 * Where a permutation finds entries of a table of 16, n counts sixteenths, and a shorter polynomial does.
 */
INLINE vec sigmoid_divisor(vec x) {
    const vec inverse = splat(-1.44269504f);
    vec bounded = at_most(at_least(x, splat(-88.7228394f)), splat(87));
#ifdef __AVX512F__
    const vec rounder = splat(786432);
#else
    const vec rounder = splat(12582912.0f + 127);
#endif
    vec integer = fused(bounded, inverse, rounder);
    vec f = fused(bounded, inverse, rounder - integer);
#ifdef __AVX512F__
    /* Bits of 2^(j/16) less those that j has in the exponent's place. */
    const ivec sixteenths = {0x3f800000, 0x3f7daac3, 0x3f7b95c2, 0x3f79c3d3, 0x3f7837f0, 0x3f76f532, 0x3f75fed7, 0x3f75583f, 0x3f7504f3,
        0x3f7508a4, 0x3f75672a, 0x3f76248c, 0x3f7744fd, 0x3f78ccdf, 0x3f7ac0c7, 0x3f7d257d};
    vec p = fused(splat(0.24022718f), f, splat(0.69318775f));
    ivec power = (ivec) __builtin_ia32_permvarsf512((vec) sixteenths, (ivec) integer) + ((ivec) integer << 19);
#else
    vec p = splat(0.00132647f);
    p = fused(p, f, splat(0.00967151f));
    p = fused(p, f, splat(0.05550734f));
    p = fused(p, f, splat(0.24022242f));
    p = fused(p, f, splat(0.69314698f));
    ivec power = (ivec) integer << 23;
#endif
    return fused(fused(p, f, splat(1)), (vec) power, splat(1));
}
INLINE vec sigmoid_of(vec x) { return 1 / sigmoid_divisor(x); }
/* At -infinity no number, as x sigmoid(x) is, and as the interpreter has it. */
INLINE vec silu_of(vec x) { return x / sigmoid_divisor(x); }

/* 1 - 2 / (exp(2x) + 1), near 0, where that cancels, the series. */
INLINE vec tanh_of(vec x) {
    vec square = x * x;
    vec series = x * fused(square, fused(square, fused(square, splat(-17.0f / 315), splat(2.0f / 15)), splat(-1.0f / 3)), splat(1));
    return select(magnitude(x) < 0.25f, series, 1 - 2 / (exp_of(2 * x) + 1));
}

/* Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7; near 0 the series. */
INLINE vec erf_of(vec x) {
    vec a = magnitude(x);
    vec t = 1 / fused(splat(0.3275911f), a, splat(1));
    vec p = fused(fused(fused(fused(splat(1.061405429f), t, splat(-1.453152027f)), t, splat(1.421413741f)), t, splat(-0.284496736f)), t,
        splat(0.254829592f)) * t;
    vec far = 1 - p * exp_of(-a * a);
    vec square = x * x;
    vec near = a * 1.12837917f * fused(square, fused(square, fused(square, splat(-1.0f / 42), splat(0.1f)), splat(-1.0f / 3)), splat(1));
    vec y = select(a < 0.3f, near, far);
    return select(x < 0, -y, y);
}

/*
 * x Phi(x), Phi(x) = 1/2 + x Q(x^2): for |x| up to 5.0625 Q is the polynomial of degree 12, in a variable from -1 to 1, of least error of the
 * whole; beyond, x Q grows past 1/2, where it is cut off. Absolute error below 3e-6.
 */
INLINE vec gelu_of(vec x) {
    vec t = fused(x * 0.07803688f, x, splat(-1));
    vec q = splat(0.00059459725f);
    q = fused(q, t, splat(-0.0017867996f));
    q = fused(q, t, splat(0.0022380413f));
    q = fused(q, t, splat(-0.0031001884f));
    q = fused(q, t, splat(0.0066039697f));
    q = fused(q, t, splat(-0.011637654f));
    q = fused(q, t, splat(0.017106907f));
    q = fused(q, t, splat(-0.0237701f));
    q = fused(q, t, splat(0.031619083f));
    q = fused(q, t, splat(-0.04030736f));
    q = fused(q, t, splat(0.051061973f));
    q = fused(q, t, splat(-0.069484405f));
    q = fused(q, t, splat(0.13962734f));
    vec half = at_most(at_least(x * q, splat(-0.5f)), splat(0.5f));
    return fused(x, half, 0.5f * x);
}

INLINE vec relu_of(vec x) { return at_least(x, splat(0)); }
INLINE vec clamp_of(vec x, float low, float high) { return at_most(at_least(x, splat(low)), splat(high)); }
INLINE vec hard_sigmoid_of(vec x) { return clamp_of(fused(x, splat(1.0f / 6), splat(0.5f)), 0, 1); }
INLINE vec elu_of(vec x, float alpha) { return select(x < 0, alpha * (exp_of(x) - 1), x); }
INLINE vec leaky_relu_of(vec x, float slope) { return select(x < 0, slope * x, x); }
