/*
 * Vectors of LANES f32 by clang's vector types: one source for every ISA, whose record says how many lanes and registers there are.
 * Loads may read up to LANES - 1 floats past the end of a row: arenas and weights end in as many.
 */
typedef float vec __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int ivec __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
/* Half a vector, for the last columns of a row where it holds them: on some CPUs half the work. */
typedef float narrow __attribute__((vector_size(LANES * 2), aligned(4), may_alias));

#define INLINE static inline __attribute__((always_inline, unused))
#define UNROLL _Pragma("clang loop unroll(full)")
#define ROLLED _Pragma("clang loop unroll(disable)")
#define CEILING(a, b) (((a) + (b) - 1) / (b))

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
INLINE narrow fused_narrow(float a, narrow b, narrow c) { return __builtin_elementwise_fma(a - (narrow) {}, b, c); }
INLINE vec fused(vec a, vec b, vec c) { return __builtin_elementwise_fma(a, b, c); }
INLINE vec select(ivec mask, vec a, vec b) { return (vec) ((mask & (ivec) a) | (~mask & (ivec) b)); }
INLINE vec lesser(vec a, vec b) { return select(a < b, a, b); }
/* NaN in a stays NaN: the comparison is false, and b is the bound. */
INLINE vec at_least(vec a, vec bound) { return select(a < bound, bound, a); }
INLINE vec at_most(vec a, vec bound) { return select(a > bound, bound, a); }
INLINE vec greater(vec a, vec b) { return select(a > b, a, b); }
INLINE vec magnitude(vec x) { return (vec) ((ivec) x & 0x7fffffff); }
INLINE float sum_of(vec x) {
    float sum = 0;
    UNROLL
    for (int i = 0; i < LANES; i++) {
        sum += x[i];
    }
    return sum;
}
INLINE float greatest_of(vec x) {
    float most = x[0];
    UNROLL
    for (int i = 1; i < LANES; i++) {
        most = x[i] > most ? x[i] : most;
    }
    return most;
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
    vec n = __builtin_elementwise_roundeven(bounded * 1.44269504f);
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
 * 1 + exp(-x); beyond +-87 as at 87, where the exponential or its inverse is 1e-38. exp(-x) is 2^n 2^f: adding 1.5 * 2^23 + 127 rounds
 * -x / ln 2 to the integer n, and leaves the exponent of 2^n in the last bits; 2^f, f at most 1/2, by the polynomial through it at
 * Chebyshev's six points. Relative error below 2e-6; NaN stays.
 */
INLINE vec sigmoid_divisor(vec x) {
    const vec inverse = splat(-1.44269504f);
    const vec rounder = splat(12582912.0f + 127);
    vec bounded = at_most(at_least(x, splat(-87)), splat(87));
    vec integer = fused(bounded, inverse, rounder);
    vec f = fused(bounded, inverse, rounder - integer);
    vec p = splat(0.00133908634f);
    p = fused(p, f, splat(0.00967603192f));
    p = fused(p, f, splat(0.0555035711f));
    p = fused(p, f, splat(0.240221075f));
    p = fused(p, f, splat(0.693147188f));
    p = fused(p, f, splat(1));
    return fused(p, (vec) ((ivec) integer << 23), splat(1));
}
INLINE vec sigmoid_of(vec x) { return 1 / sigmoid_divisor(x); }
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

INLINE vec relu_of(vec x) { return at_least(x, splat(0)); }
INLINE vec clamp_of(vec x, float low, float high) { return at_most(at_least(x, splat(low)), splat(high)); }
INLINE vec hard_sigmoid_of(vec x) { return clamp_of(fused(x, splat(1.0f / 6), splat(0.5f)), 0, 1); }
INLINE vec gelu_of(vec x) { return 0.5f * x * (1 + erf_of(x * 0.70710678f)); }
INLINE vec elu_of(vec x, float alpha) { return select(x < 0, alpha * (exp_of(x) - 1), x); }
INLINE vec leaky_relu_of(vec x, float slope) { return select(x < 0, slope * x, x); }
