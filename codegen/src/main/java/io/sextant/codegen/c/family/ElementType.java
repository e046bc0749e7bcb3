package io.sextant.codegen.c.family;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Elements of one tensor in C. */
final class ElementType {
    private static final Set<DType> KNOWN = EnumSet.of(DType.F32, DType.I64, DType.I32, DType.I16, DType.I8, DType.U8, DType.BOOL);

    private ElementType() {
    }

    /** Whether the C backend moves and computes such elements. */
    static boolean isKnown(TensorType type) {
        return KNOWN.contains(type.dtype()) && !type.isQuantised();
    }

    /** The name of the C type, which may alias any other. */
    static String text(DType type) {
        return type == DType.BOOL ? "u8" : type.name().toLowerCase(Locale.ROOT);
    }

    /** {@code ((const f32 *) pointer)}. */
    static String pointer(DType type, String pointer) {
        return "((const " + text(type) + " *) " + pointer + ")";
    }

    /** A bound of a type of integers. */
    static String bound(long value) {
        return value == Long.MIN_VALUE ? "(-" + Long.MAX_VALUE + "l - 1)" : "(" + value + "l)";
    }
}
