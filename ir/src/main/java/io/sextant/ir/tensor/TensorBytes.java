package io.sextant.ir.tensor;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.FloatFormat;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of tensors as bytes: row-major, little-endian, one byte each for i8, u8 and bool, half a byte for i4: the first of two in
 * the lower half, and zeros above the last of an odd number.
 */
public final class TensorBytes {
    private TensorBytes() {
    }

    /** As many bytes as the tensor's type says. */
    public static byte[] of(Tensor tensor) {
        TensorType type = tensor.type();
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        switch (type.dtype()) {
            case F32 -> buffer.asFloatBuffer().put(tensor.floats());
            case F16 -> put(buffer, FloatFormat.F16, tensor.floats());
            case BF16 -> put(buffer, FloatFormat.BF16, tensor.floats());
            case I64 -> buffer.asLongBuffer().put(tensor.longs());
            case I32 -> buffer.asIntBuffer().put(tensor.ints());
            case I16 -> {
                for (int value : tensor.ints()) {
                    buffer.putShort((short) value);
                }
            }
            case I8, U8, BOOL -> {
                for (int value : tensor.ints()) {
                    buffer.put((byte) value);
                }
            }
            case I4 -> pack(buffer, tensor.ints());
        }
        return buffer.array();
    }

    private static void put(ByteBuffer buffer, FloatFormat format, float[] values) {
        for (float value : values) {
            buffer.putShort(format.bits(value));
        }
    }

    private static void pack(ByteBuffer buffer, int[] values) {
        for (int i = 0; i < values.length; i += 2) {
            int upper = i + 1 < values.length ? values[i + 1] << 4 : 0;
            buffer.put((byte) (upper | values[i] & 0xF));
        }
    }

    /** The tensor of these bytes, as many as {@code type} says; an element that is none of the type (a bool of 2) fails T9. */
    public static Tensor tensor(TensorType type, byte[] bytes) {
        return tensor(type, ByteBuffer.wrap(bytes));
    }

    /** The tensor of the bytes that come next in {@code bytes}, which stays where it is. */
    public static Tensor tensor(TensorType type, ByteBuffer bytes) {
        ByteBuffer buffer = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.owning(type, floats(type, buffer));
            case LONGS -> {
                long[] values = new long[type.elements()];
                buffer.asLongBuffer().get(values);
                yield Tensor.owning(type, values);
            }
            case INTS -> {
                int[] values = new int[type.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = integer(type.dtype(), buffer, i);
                }
                yield Tensor.owning(type, values);
            }
        };
    }

    private static float[] floats(TensorType type, ByteBuffer buffer) {
        float[] values = new float[type.elements()];
        if (type.dtype() == DType.F32) {
            buffer.asFloatBuffer().get(values);
            return values;
        }
        FloatFormat format = type.dtype() == DType.F16 ? FloatFormat.F16 : FloatFormat.BF16;
        for (int i = 0; i < values.length; i++) {
            values[i] = format.value(buffer.getShort());
        }
        return values;
    }

    private static int integer(DType dtype, ByteBuffer buffer, int index) {
        return switch (dtype) {
            case I32 -> buffer.getInt();
            case I16 -> buffer.getShort();
            case I8 -> buffer.get();
            case U8, BOOL -> buffer.get() & 0xff;
            case I4 -> fourBits(buffer.get(index / 2) >> index % 2 * 4);
            case F32, F16, BF16, I64 -> throw new AssertionError(dtype);
        };
    }

    /** The lowest four bits as a number with a sign. */
    private static int fourBits(int bits) {
        return bits << 28 >> 28;
    }
}
