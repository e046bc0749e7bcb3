package io.sextant.ir.type;

import java.util.Locale;
import java.util.Optional;

/** Element type of a tensor. Names follow the text form: {@code f32}, {@code i8}. */
public enum DType {
    F32(4, true),
    I32(4, false),
    I64(8, false),
    I8(1, false),
    U8(1, false),
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return floating;
    }

    /** Whether an element of this type can be {@code value}. */
    public boolean holds(long value) {
        return switch (this) {
            case F32, I64 -> true;
            case I32 -> value == (int) value;
            case I8 -> value == (byte) value;
            case U8 -> value >= 0 && value < 256;
            case BOOL -> value == 0 || value == 1;
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type written {@code text}, e.g. {@code f32}; empty if there is none. */
    public static Optional<DType> parse(String text) {
        for (DType type : values()) {
            if (type.text().equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
