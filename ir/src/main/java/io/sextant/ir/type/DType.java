package io.sextant.ir.type;

import java.util.Locale;
import java.util.Optional;

/** Element type of a tensor. Names follow the text form: {@code f32}, {@code i8}. */
public enum DType {
    /** IEEE 754 binary32. */
    F32(32, Storage.FLOATS, 0, 0),
    /** IEEE 754 binary16. */
    F16(16, Storage.FLOATS, 0, 0),
    /** The upper half of a binary32. */
    BF16(16, Storage.FLOATS, 0, 0),
    I64(64, Storage.LONGS, Long.MIN_VALUE, Long.MAX_VALUE),
    I32(32, Storage.INTS, Integer.MIN_VALUE, Integer.MAX_VALUE),
    I16(16, Storage.INTS, Short.MIN_VALUE, Short.MAX_VALUE),
    I8(8, Storage.INTS, Byte.MIN_VALUE, Byte.MAX_VALUE),
    /** Four bits, two elements in a byte. */
    I4(4, Storage.INTS, -8, 7),
    U8(8, Storage.INTS, 0, 255),
    BOOL(8, Storage.INTS, 0, 1);

    /** The Java array that holds elements of a type. */
    public enum Storage { FLOATS, INTS, LONGS }

    private final int bits;
    private final Storage storage;
    private final long least;
    private final long greatest;

    DType(int bits, Storage storage, long least, long greatest) {
        this.bits = bits;
        this.storage = storage;
        this.least = least;
        this.greatest = greatest;
    }

    /** Size of one element in bits, as it lies in files and in memory. */
    public int bits() {
        return bits;
    }

    /** Size of {@code elements} elements, packed; the last byte may be part filled. */
    public long bytes(long elements) {
        return (elements * bits + 7) / 8;
    }

    public Storage storage() {
        return storage;
    }

    public boolean isFloating() {
        return storage == Storage.FLOATS;
    }

    /** The least element of an integer type or bool. */
    public long least() {
        requireInteger();
        return least;
    }

    /** The greatest element of an integer type or bool. */
    public long greatest() {
        requireInteger();
        return greatest;
    }

    /** Whether {@code value} is an element of this integer type or bool. */
    public boolean holds(long value) {
        requireInteger();
        return value >= least && value <= greatest;
    }

    private void requireInteger() {
        if (isFloating()) {
            throw new IllegalStateException(text() + " is no integer type");
        }
    }

    /** The element of this floating type that is nearest to {@code value}, of two the even one; infinity beyond the greatest. */
    public float round(float value) {
        return switch (this) {
            case F32 -> value;
            case F16 -> FloatFormat.F16.round(value);
            case BF16 -> FloatFormat.BF16.round(value);
            case I64, I32, I16, I8, I4, U8, BOOL -> throw new IllegalStateException(text() + " is no floating type");
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
