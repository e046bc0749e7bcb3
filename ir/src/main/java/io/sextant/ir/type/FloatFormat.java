package io.sextant.ir.type;

/**
 * A binary floating-point format of 16 bits (IEEE 754-2019, 3.4): sign, biased exponent, significand; with denormals, infinities and
 * NaN. Every value of such a format is an f32.
 */
public enum FloatFormat {
    F16(5),
    BF16(8);

    private static final int F32_SIGNIFICAND_BITS = 23;
    private static final int F32_BIAS = 127;
    private static final int F32_INFINITY = 0xFF << F32_SIGNIFICAND_BITS;
    private static final int F32_SIGNIFICAND = (1 << F32_SIGNIFICAND_BITS) - 1;

    private final int significandBits;
    private final int infinity;
    private final int bias;

    FloatFormat(int exponentBits) {
        significandBits = 15 - exponentBits;
        infinity = (1 << exponentBits) - 1 << significandBits;
        bias = (1 << exponentBits - 1) - 1;
    }

    /**
     * The bits of the nearest value, of two equally near the one whose last bit is 0. A NaN keeps its sign and the upper bits of its
     * payload, or becomes quiet if nothing is left of it.
     */
    public short bits(float value) {
        int raw = Float.floatToRawIntBits(value);
        int sign = raw >>> 16 & 0x8000;
        int magnitude = raw & Integer.MAX_VALUE;
        if (magnitude > F32_INFINITY) {
            int payload = (magnitude & F32_SIGNIFICAND) >>> shift();
            return (short) (sign | infinity | (payload == 0 ? 1 << significandBits - 1 : payload));
        }
        int rebased = magnitude - (F32_BIAS - bias << F32_SIGNIFICAND_BITS);
        boolean normal = rebased >= 1 << F32_SIGNIFICAND_BITS;
        return (short) (sign | (normal ? Math.min(rounded(rebased), infinity) : denormal(magnitude)));
    }

    /** Drops the bits that have no place; a carry out of the significand rightly enters the exponent. */
    private int rounded(int rebased) {
        int last = rebased >>> shift() & 1;
        return rebased + (1 << shift() - 1) - 1 + last >>> shift();
    }

    /** How many of the least denormal; as many as make the least normal number are that number's bits. */
    private int denormal(int magnitude) {
        return (int) Math.rint(Math.scalb((double) Float.intBitsToFloat(magnitude), bias - 1 + significandBits));
    }

    /** The value of {@code bits}. */
    public float value(short bits) {
        int sign = (bits & 0x8000) << 16;
        int magnitude = bits & 0x7FFF;
        if (magnitude >= infinity) {
            return Float.intBitsToFloat(sign | F32_INFINITY | (magnitude - infinity) << shift());
        }
        if (magnitude < 1 << significandBits) {
            float denormal = Math.scalb((float) magnitude, 1 - bias - significandBits);
            return sign == 0 ? denormal : -denormal;
        }
        return Float.intBitsToFloat(sign | (magnitude << shift()) + (F32_BIAS - bias << F32_SIGNIFICAND_BITS));
    }

    float round(float value) {
        return value(bits(value));
    }

    private int shift() {
        return F32_SIGNIFICAND_BITS - significandBits;
    }
}
