/*
 * Functions that few kernels call, of vectors and of single elements. Those of f64 are for results of f32: their relative error is below
 * 1e-11.
 */
typedef float f32 __attribute__((may_alias));
typedef long i64 __attribute__((may_alias));
typedef int i32 __attribute__((may_alias));
typedef short i16 __attribute__((may_alias));
typedef signed char i8 __attribute__((may_alias));
typedef unsigned char u8 __attribute__((may_alias));

#define UNUSED __attribute__((unused))

/*
 * Natural logarithm: x = 2^n m, m in [sqrt(1/2), sqrt 2), log m by the polynomial of Moshier's Cephes (logf); relative error below 2e-7,
 * denormals too. Minus infinity at 0, NaN below.
 */
UNUSED static vec log_of(vec x) {
    ivec tiny = x < 0x1p-126f;
    ivec bits = (ivec) select(tiny, x * 0x1p23f, x) - 0x3f3504f3;
    vec n = __builtin_convertvector(bits >> 23, vec) - select(tiny, splat(23), splat(0));
    vec f = (vec) ((bits & 0x7fffff) + 0x3f3504f3) - 1;
    vec p = splat(7.0376836292e-2f);
    p = fused(p, f, splat(-1.1514610310e-1f));
    p = fused(p, f, splat(1.1676998740e-1f));
    p = fused(p, f, splat(-1.2420140846e-1f));
    p = fused(p, f, splat(1.4249322787e-1f));
    p = fused(p, f, splat(-1.6668057665e-1f));
    p = fused(p, f, splat(2.0000714765e-1f));
    p = fused(p, f, splat(-2.4999993993e-1f));
    p = fused(p, f, splat(3.3333331174e-1f));
    vec square = f * f;
    vec y = fused(n, splat(-2.12194440e-4f), p * f * square) - 0.5f * square;
    y = fused(n, splat(0.693359375f), f + y);
    y = select(x == 0, splat(-__builtin_inff()), y);
    y = select(x < 0, splat(__builtin_nanf("")), y);
    return select(x < __builtin_inff(), y, x);
}

/* log(1 + u) = log w u / (w - 1) with w = 1 + u rounded (Kahan), so that it is right to roundings for small u too. */
UNUSED static vec softplus_of(vec x) {
    vec u = exp_of(-magnitude(x));
    vec w = 1 + u;
    return at_least(x, splat(0)) + select(w == 1, u, log_of(w) * u / (w - 1));
}

INLINE vec sign_of(vec x) { return select(x > 0, splat(1), select(x < 0, splat(-1), x)); }

/* log of a positive finite number by the series of atanh; |s| <= 0.172. */
UNUSED static double log_f64(double x) {
    long bits;
    __builtin_memcpy(&bits, &x, 8);
    long n = (bits - 0x3fe6a09e667f3bcdl) >> 52;
    bits -= (long) ((unsigned long) n << 52);
    double m;
    __builtin_memcpy(&m, &bits, 8);
    double s = (m - 1) / (m + 1);
    double square = s * s;
    double p = 1.0 / 17;
    p = p * square + 1.0 / 15;
    p = p * square + 1.0 / 13;
    p = p * square + 1.0 / 11;
    p = p * square + 1.0 / 9;
    p = p * square + 1.0 / 7;
    p = p * square + 1.0 / 5;
    p = p * square + 1.0 / 3;
    return n * 0.69314718055994530942 + 2 * (s + s * square * p);
}

/* exp by Taylor's polynomial of degree 11 on |r| <= ln 2 / 2; beyond what an f32 holds 0 and infinity; NaN stays. */
UNUSED static double exp_f64(double x) {
    if (x != x) {
        return x;
    }
    double bounded = x < -200 ? -200 : x > 200 ? 200 : x;
    double scaled = bounded * 1.44269504088896340736;
    long n = (long) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    double r = bounded - n * 0.69314718055994530942;
    double p = 1;
    UNROLL
    for (int i = 11; i > 0; i--) {
        p = p * r / i + 1;
    }
    long bits = (n + 1023) << 52;
    double power;
    __builtin_memcpy(&power, &bits, 8);
    return x < -200 ? 0 : x > 200 ? __builtin_inf() : p * power;
}

/*
 * What is left of x beyond a multiple of pi / 2, and the multiple. Above 10^5 from the 96 bits of 2 / pi that count for this exponent, as
 * in Arm's Optimized Routines (sinf), so that the largest f32 has a right sine too.
 */
UNUSED static double reduced_angle(float x, long *quadrant) {
    static const unsigned bits_of_inverse[24] = {0xa2, 0xa2f9, 0xa2f983, 0xa2f9836e, 0xf9836e4e, 0x836e4e44, 0x6e4e4415, 0x4e441529,
        0x441529fc, 0x1529fc27, 0x29fc2757, 0xfc2757d1, 0x2757d1f5, 0x57d1f534, 0xd1f534dd, 0xf534ddc0, 0x34ddc0db, 0xddc0db62,
        0xc0db6295, 0xdb629599, 0x6295993c, 0x95993c43, 0x993c4390, 0x3c439041};
    if (__builtin_fabsf(x) < 1e5f) {
        double turns = x * 0.63661977236758134308;
        *quadrant = (long) (turns < 0 ? turns - 0.5 : turns + 0.5);
        return x - *quadrant * 1.57079631090164184570 - *quadrant * 1.58932547735281966916e-8;
    }
    unsigned bits;
    __builtin_memcpy(&bits, &x, 4);
    const unsigned *part = bits_of_inverse + ((bits >> 26) & 15);
    unsigned mantissa = ((bits & 0xffffff) | 0x800000) << ((bits >> 23) & 7);
    unsigned long high = (unsigned long) (unsigned) (mantissa * part[0]) << 32;
    unsigned long sum = (((unsigned long) mantissa * part[8] >> 32) | high) + (unsigned long) mantissa * part[4];
    unsigned long n = (sum + (1ul << 61)) >> 62;
    double angle = (double) (long) (sum - (n << 62)) * (1.57079632679489661923 * 0x1p-62);
    *quadrant = x < 0 ? -(long) n : (long) n;
    return x < 0 ? -angle : angle;
}

UNUSED static float wave(float x, long shift) {
    if (x - x != 0) {
        return __builtin_nanf("");
    }
    long quadrant;
    double r = reduced_angle(x, &quadrant);
    double square = r * r;
    double value = 1;
    const int odd = (quadrant + shift) & 1;
    UNROLL
    for (int i = 14; i > 0; i -= 2) {
        value = 1 - value * square / (odd ? i * (i - 1) : i * (i + 1));
    }
    value = odd ? value : value * r;
    return (float) ((quadrant + shift) & 2 ? -value : value);
}

/* As C's powf: pow(1, NaN) and pow(NaN, 0) are 1. */
UNUSED static float power(float a, float b) {
    if (b == 0 || a == 1) {
        return 1;
    }
    if (a != a || b != b) {
        return a + b;
    }
    const float size = __builtin_fabsf(a);
    const float exponent = __builtin_fabsf(b);
    const int integral = exponent >= 0x1p24f || (float) (int) exponent == exponent;
    const int odd = exponent < 0x1p24f && integral && ((int) exponent & 1);
    double value;
    if (exponent == __builtin_inff()) {
        value = size == 1 ? 1 : (size > 1) == (b > 0) ? __builtin_inf() : 0;
    } else if (size == 0 || size == __builtin_inff()) {
        value = (size == 0) == (b < 0) ? __builtin_inf() : 0;
    } else if (a < 0 && !integral) {
        return __builtin_nanf("");
    } else {
        value = exp_f64(b * log_f64(size));
    }
    return (float) (odd ? __builtin_copysign(value, a) : value);
}

/* As C's fmodf, exactly: quotients below 2^29 of numbers of 24 bits leave remainders that an f64 holds. */
UNUSED static float remainder_of(float a, float b) {
    if (a - a != 0 || b != b || b == 0) {
        return __builtin_nanf("");
    }
    double rest = __builtin_fabsf(a);
    const double divisor = __builtin_fabsf(b);
    while (rest >= divisor) {
        double step = divisor;
        while (step * 0x1p29 <= rest) {
            step *= 0x1p28;
        }
        rest -= (double) (long) (rest / step) * step;
        rest += rest < 0 ? step : 0;
    }
    return (float) __builtin_copysign(rest, a);
}

UNUSED static vec sin_of(vec x) {
    ROLLED
    for (int i = 0; i < LANES; i++) {
        x[i] = wave(x[i], 0);
    }
    return x;
}
UNUSED static vec cos_of(vec x) {
    ROLLED
    for (int i = 0; i < LANES; i++) {
        x[i] = wave(x[i], 1);
    }
    return x;
}
UNUSED static vec powers_of(vec a, vec b) {
    ROLLED
    for (int i = 0; i < LANES; i++) {
        a[i] = power(a[i], b[i]);
    }
    return a;
}
UNUSED static vec remainders_of(vec a, vec b) {
    ROLLED
    for (int i = 0; i < LANES; i++) {
        a[i] = remainder_of(a[i], b[i]);
    }
    return a;
}

/* Integers of all types are computed as 64 bits, of which the result keeps the low ones; unsigned, as overflow has no meaning in C. */
INLINE long added(long a, long b) { return (long) ((unsigned long) a + (unsigned long) b); }
INLINE long subtracted(long a, long b) { return (long) ((unsigned long) a - (unsigned long) b); }
INLINE long multiplied(long a, long b) { return (long) ((unsigned long) a * (unsigned long) b); }
/* By 0 it is 0. */
INLINE long divided(long a, long b) { return b == 0 ? 0 : b == -1 ? subtracted(0, a) : a / b; }
/* With the sign of b; a where b is 0. */
INLINE long modulo(long a, long b) {
    long rest = b == 0 ? a : b == -1 ? 0 : a % b;
    return rest != 0 && b != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
INLINE long least_of(long a, long b) { return a < b ? a : b; }
INLINE long greatest_i64(long a, long b) { return a > b ? a : b; }
/* NaN becomes 0; what is beyond the bounds becomes the bound. */
INLINE long truncated(float x, long least, long greatest) {
    long value = x != x ? 0 : x >= 0x1p63f ? greatest : x < -0x1p63f ? least : (long) x;
    return value < least ? least : value > greatest ? greatest : value;
}
