package io.sextant.codegen.c.family;

/** Numbers as C. */
public final class CText {
    private CText() {
    }

    /** The literal of exactly this f32. */
    public static String number(float value) {
        if (Float.isNaN(value)) {
            return "__builtin_nanf(\"\")";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "__builtin_inff()" : "(-__builtin_inff())";
        }
        return value < 0 || Float.floatToIntBits(value) == Integer.MIN_VALUE ? "(" + Float.toHexString(value) + "f)"
            : Float.toHexString(value) + "f";
    }
}
