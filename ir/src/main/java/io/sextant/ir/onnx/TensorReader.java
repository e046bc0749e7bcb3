package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors of ONNX files. The data is compared with the claimed shape before anything is allocated. */
final class TensorReader {
    private TensorReader() {
    }

    /** @throws InvalidInput without the place, if the tensor cannot be read */
    static Tensor read(TensorProto proto) {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new InvalidInput("its data is in another file (external data); save the model with its weights inside");
        }
        if (proto.hasSegment()) {
            throw new InvalidInput("segmented tensors are not supported");
        }
        TensorType type = new TensorType(elementType(proto.getDataType()), shape(proto.getDimsList()));
        long elements = proto.hasRawData() ? rawElements(proto.getRawData(), type) : listed(proto, type.dtype());
        if (elements != type.elements()) {
            throw new InvalidInput(type + " has " + type.elements() + " elements, the file holds " + elements);
        }
        return switch (type.dtype()) {
            case F32 -> Tensor.of(type, floats(proto, type.elements()));
            case I64 -> Tensor.ofLongs(type, longs(proto, type.elements()));
            case I32, I8, U8, BOOL -> Tensor.ofInts(type, ints(proto, type));
        };
    }

    static Shape shape(List<Long> dims) {
        for (long dim : dims) {
            if (dim < 1) {
                throw new InvalidInput("every extent is at least 1, got " + dim);
            }
        }
        return Shape.ofLongs(dims);
    }

    static DType elementType(int number) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(number);
        for (DType dtype : DType.values()) {
            if (TensorWriter.elementType(dtype) == type) {
                return dtype;
            }
        }
        throw new InvalidInput("element type " + (type == null ? number : type)
            + " is not supported, only FLOAT, INT32, INT64, INT8, UINT8 and BOOL");
    }

    private static long rawElements(ByteString raw, TensorType type) {
        if (raw.size() % type.dtype().bytes() != 0) {
            throw new InvalidInput(type + " takes whole elements of " + type.dtype().bytes() + " bytes, the file holds "
                + raw.size() + " bytes");
        }
        return raw.size() / type.dtype().bytes();
    }

    private static long listed(TensorProto proto, DType dtype) {
        return switch (dtype) {
            case F32 -> proto.getFloatDataCount();
            case I64 -> proto.getInt64DataCount();
            case I32, I8, U8, BOOL -> proto.getInt32DataCount();
        };
    }

    private static ByteBuffer littleEndian(TensorProto proto) {
        return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floats(TensorProto proto, int count) {
        float[] values = new float[count];
        if (proto.hasRawData()) {
            littleEndian(proto).asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = proto.getFloatData(i);
            }
        }
        return values;
    }

    private static long[] longs(TensorProto proto, int count) {
        long[] values = new long[count];
        if (proto.hasRawData()) {
            littleEndian(proto).asLongBuffer().get(values);
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = proto.getInt64Data(i);
            }
        }
        return values;
    }

    private static int[] ints(TensorProto proto, TensorType type) {
        int[] values = new int[type.elements()];
        ByteBuffer raw = littleEndian(proto);
        for (int i = 0; i < values.length; i++) {
            int value = !proto.hasRawData() ? proto.getInt32Data(i) : type.dtype() == DType.I32 ? raw.getInt() : raw.get();
            values[i] = switch (type.dtype()) {
                case I8 -> (byte) value;
                case U8 -> value & 0xFF;
                case BOOL -> value == 0 ? 0 : 1;
                case I32, I64, F32 -> value;
            };
        }
        return values;
    }
}
