package io.sextant.ir.tensor;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of tensors as bytes: row-major, little-endian, one byte each for i8, u8 and bool. */
public final class TensorBytes {
    private TensorBytes() {
    }

    /** As many bytes as the tensor's type says. */
    public static byte[] of(Tensor tensor) {
        TensorType type = tensor.type();
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        switch (type.dtype()) {
            case F32 -> buffer.asFloatBuffer().put(tensor.floats());
            case I64 -> buffer.asLongBuffer().put(tensor.longs());
            case I32 -> buffer.asIntBuffer().put(tensor.ints());
            case I8, U8, BOOL -> {
                for (int value : tensor.ints()) {
                    buffer.put((byte) value);
                }
            }
        }
        return buffer.array();
    }

    /** The tensor of these bytes, as many as {@code type} says. */
    public static Tensor tensor(TensorType type, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (type.dtype()) {
            case F32 -> {
                float[] values = new float[type.elements()];
                buffer.asFloatBuffer().get(values);
                return Tensor.of(type, values);
            }
            case I64 -> {
                long[] values = new long[type.elements()];
                buffer.asLongBuffer().get(values);
                return Tensor.ofLongs(type, values);
            }
            case I32, I8, U8, BOOL -> {
                int[] values = new int[type.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = integer(type.dtype(), buffer);
                }
                return Tensor.ofInts(type, values);
            }
        }
        throw new AssertionError(type);
    }

    private static int integer(DType dtype, ByteBuffer buffer) {
        return switch (dtype) {
            case I32 -> buffer.getInt();
            case I8 -> buffer.get();
            case U8, BOOL -> buffer.get() & 0xff;
            case F32, I64 -> throw new AssertionError(dtype);
        };
    }
}
