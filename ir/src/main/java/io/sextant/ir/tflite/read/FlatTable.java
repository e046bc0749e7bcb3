package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a flatbuffer; fields are numbered in the order of the schema. Everything that is read is first seen to lie in the file, so
 * that a broken one fails as {@link InvalidInput} and in no other way.
 */
final class FlatTable {
    private static final int LONGEST_TEXT = 256;

    private final ByteBuffer bytes;
    private final int at;
    private final int fields;
    private final int fieldsBytes;

    private FlatTable(ByteBuffer bytes, long at) {
        this.bytes = bytes;
        this.at = inside(at, Integer.BYTES);
        this.fields = inside((long) this.at - bytes.getInt(this.at), 2 * Short.BYTES);
        this.fieldsBytes = Short.toUnsignedInt(bytes.getShort(fields));
        inside(fields, fieldsBytes);
    }

    /** @param bytes little-endian, from the first byte of the file to the last */
    static FlatTable root(ByteBuffer bytes) {
        if (bytes.limit() < 2 * Integer.BYTES) {
            throw new InvalidInput("is no TFLite file: it ends within its first bytes");
        }
        return new FlatTable(bytes, Integer.toUnsignedLong(bytes.getInt(0)));
    }

    private int inside(long position, long length) {
        if (position < 0 || length < 0 || position + length > bytes.limit()) {
            throw new InvalidInput("an offset leads out of the file");
        }
        return (int) position;
    }

    /** Where a field of {@code size} bytes lies, 0 if it is absent. */
    private int field(int index, int size) {
        int entry = (2 + index) * Short.BYTES;
        if (entry + Short.BYTES > fieldsBytes) {
            return 0;
        }
        int offset = Short.toUnsignedInt(bytes.getShort(fields + entry));
        return offset == 0 ? 0 : inside((long) at + offset, size);
    }

    int i8(int index) {
        int position = field(index, Byte.BYTES);
        return position == 0 ? 0 : bytes.get(position);
    }

    boolean bool(int index) {
        return i8(index) != 0;
    }

    int i32(int index, int absent) {
        int position = field(index, Integer.BYTES);
        return position == 0 ? absent : bytes.getInt(position);
    }

    float f32(int index) {
        int position = field(index, Float.BYTES);
        return position == 0 ? 0 : bytes.getFloat(position);
    }

    long i64(int index) {
        int position = field(index, Long.BYTES);
        return position == 0 ? 0 : bytes.getLong(position);
    }

    Optional<FlatTable> table(int index) {
        int position = field(index, Integer.BYTES);
        return position == 0 ? Optional.empty() : Optional.of(new FlatTable(bytes, target(position)));
    }

    private long target(int position) {
        return position + Integer.toUnsignedLong(bytes.getInt(position));
    }

    /** Empty if the field is absent. */
    String text(int index) {
        ByteBuffer text = elements(index, Byte.BYTES);
        byte[] start = new byte[Math.min(LONGEST_TEXT, text.limit())];
        text.get(start);
        return new String(start, StandardCharsets.UTF_8);
    }

    /** The bytes of a vector, without its length; none if the field is absent. */
    ByteBuffer elements(int index, int elementBytes) {
        int position = field(index, Integer.BYTES);
        if (position == 0) {
            return ByteBuffer.allocate(0);
        }
        int vector = inside(target(position), Integer.BYTES);
        long length = Integer.toUnsignedLong(bytes.getInt(vector)) * elementBytes;
        int first = inside(vector + (long) Integer.BYTES, length);
        return bytes.slice(first, (int) length).order(bytes.order());
    }

    boolean has(int index) {
        return field(index, 1) != 0;
    }

    /** @throws InvalidInput if there are more than {@code most} */
    List<Integer> ints(int index, int most, String what) {
        ByteBuffer elements = elements(index, Integer.BYTES);
        require(elements.limit() / Integer.BYTES, most, what);
        List<Integer> list = new ArrayList<>();
        while (elements.hasRemaining()) {
            list.add(elements.getInt());
        }
        return list;
    }

    int count(int index) {
        return elements(index, Integer.BYTES).limit() / Integer.BYTES;
    }

    /** Table {@code entry} of a vector of tables. */
    FlatTable entry(int index, int entry) {
        int position = field(index, Integer.BYTES);
        int offset = inside(target(position) + (1L + entry) * Integer.BYTES, Integer.BYTES);
        return new FlatTable(bytes, target(offset));
    }

    static void require(int count, int most, String what) {
        if (count > most) {
            throw new InvalidInput("at most " + most + " " + what + ", got " + count);
        }
    }
}
