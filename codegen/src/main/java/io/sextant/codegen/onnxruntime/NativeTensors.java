package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes tensors over direct buffers. Dynamic extents become 1. */
final class NativeTensors {
    /** All tensors of a model together. */
    static final long MAX_BYTES = 1L << 30;
    private static final int HALF_ONE = 0x3c00;
    private static final int BFLOAT16_ONE = 0x3f80;

    private final OrtEnvironment environment;
    private long bytes;

    NativeTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** Floating point numbers uniform in [-1, 1) from a fixed seed, small numbers for bytes, ones elsewhere: legal as index. */
    OnnxTensor input(String name, TensorInfo info) throws OrtException {
        long[] shape = Arrays.stream(info.getShape()).map(extent -> extent < 0 ? 1 : extent).toArray();
        if (info.type == OnnxJavaType.STRING) {
            String[] words = new String[(int) (reserve(name, info.type, shape) / elementBytes(info.type))];
            Arrays.fill(words, "1");
            return OnnxTensor.createTensor(environment, words, shape);
        }
        ByteBuffer buffer = buffer(name, info.type, shape);
        fill(buffer, info.type);
        return OnnxTensor.createTensor(environment, buffer.rewind(), shape, info.type);
    }

    static boolean isPinnable(TensorInfo info) {
        return info.type != OnnxJavaType.STRING && info.type != OnnxJavaType.UNKNOWN
            && Arrays.stream(info.getShape()).allMatch(extent -> extent > 0);
    }

    OnnxTensor output(String name, TensorInfo info) throws OrtException {
        return OnnxTensor.createTensor(environment, buffer(name, info.type, info.getShape()), info.getShape(), info.type);
    }

    private ByteBuffer buffer(String name, OnnxJavaType type, long[] shape) {
        return ByteBuffer.allocateDirect((int) reserve(name, type, shape)).order(ByteOrder.nativeOrder());
    }

    private long reserve(String name, OnnxJavaType type, long[] shape) {
        long size = elementBytes(type);
        for (long extent : shape) {
            size = extent > 0 && size > MAX_BYTES / extent ? MAX_BYTES + 1 : size * extent;
        }
        bytes += size;
        if (bytes > MAX_BYTES) {
            throw new UnsupportedOperationException("tensor '" + name + "' " + type + Arrays.toString(shape)
                + ": inputs and outputs together are more than " + (MAX_BYTES >> 20) + " MiB");
        }
        return size;
    }

    private static int elementBytes(OnnxJavaType type) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> 1;
            case INT16, FLOAT16, BFLOAT16 -> 2;
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64, STRING -> 8;
            default -> throw new UnsupportedOperationException("tensors of type " + type + " cannot be made up");
        };
    }

    private static void fill(ByteBuffer buffer, OnnxJavaType type) {
        SplittableRandom random = new SplittableRandom(1);
        while (buffer.hasRemaining()) {
            switch (type) {
                case FLOAT -> buffer.putFloat((float) (2 * random.nextDouble() - 1));
                case DOUBLE -> buffer.putDouble(2 * random.nextDouble() - 1);
                case FLOAT16 -> buffer.putShort((short) HALF_ONE);
                case BFLOAT16 -> buffer.putShort((short) BFLOAT16_ONE);
                case INT8, UINT8 -> buffer.put((byte) random.nextInt(128));
                case BOOL -> buffer.put((byte) 1);
                case INT16 -> buffer.putShort((short) 1);
                case INT32 -> buffer.putInt(1);
                case INT64 -> buffer.putLong(1);
                default -> throw new UnsupportedOperationException("tensors of type " + type + " cannot be made up");
            }
        }
    }
}
