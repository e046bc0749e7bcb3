package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.FloatFormat;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Tensors of ONNX files. The data is compared with the claimed shape before anything is allocated. */
final class TensorReader {
    private TensorReader() {
    }

    /** The type that {@code proto} claims. */
    static TensorType type(TensorProto proto) {
        return new TensorType(elementType(proto.getDataType()), shape(proto.getDimsList()));
    }

    /** @throws InvalidInput without the place, if the tensor cannot be read */
    static Tensor read(TensorProto proto) {
        if (proto.hasSegment()) {
            throw new InvalidInput("segmented tensors are not supported");
        }
        TensorType type = type(proto);
        if (proto.hasRawData()) {
            return raw(type, proto.getRawData());
        }
        int listed = listed(proto, type.dtype());
        long expected = type.dtype() == DType.I4 ? type.bytes() : type.elements();
        if (listed != expected) {
            throw new InvalidInput(type + " takes " + expected + (type.dtype() == DType.I4 ? " pairs" : " elements")
                + ", the file holds " + listed);
        }
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.of(type, floats(proto, type));
            case LONGS -> Tensor.ofLongs(type, proto.getInt64DataList().stream().mapToLong(Long::longValue).toArray());
            case INTS -> Tensor.ofInts(type, ints(proto, type));
        };
    }

    private static Tensor raw(TensorType type, ByteString raw) {
        if (raw.size() != type.bytes()) {
            throw new InvalidInput(type + " takes " + type.bytes() + " bytes, the file holds " + raw.size());
        }
        if (type.dtype() == DType.BOOL) {
            return Tensor.ofInts(type, IntStream.range(0, raw.size()).map(i -> raw.byteAt(i) == 0 ? 0 : 1).toArray());
        }
        return TensorBytes.tensor(type, raw.asReadOnlyByteBuffer());
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
        for (DType dtype : DType.values()) {
            if (TensorWriter.elementType(dtype) == number) {
                return dtype;
            }
        }
        TensorProto.DataType type = TensorProto.DataType.forNumber(number);
        throw new InvalidInput("element type " + (type == null ? number : type) + " is not supported, only FLOAT, FLOAT16, BFLOAT16,"
            + " INT64, INT32, INT16, INT8, INT4, UINT8 and BOOL");
    }

    private static int listed(TensorProto proto, DType dtype) {
        return switch (dtype) {
            case F32 -> proto.getFloatDataCount();
            case I64 -> proto.getInt64DataCount();
            case F16, BF16, I32, I16, I8, I4, U8, BOOL -> proto.getInt32DataCount();
        };
    }

    /** Of f32 as such, of the others by their bits. */
    private static float[] floats(TensorProto proto, TensorType type) {
        float[] values = new float[type.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type.dtype()) {
                case F16 -> FloatFormat.F16.value((short) proto.getInt32Data(i));
                case BF16 -> FloatFormat.BF16.value((short) proto.getInt32Data(i));
                case F32, I64, I32, I16, I8, I4, U8, BOOL -> proto.getFloatData(i);
            };
        }
        return values;
    }

    /** Of i4 two in each entry, the first in the lower half of its byte. */
    private static int[] ints(TensorProto proto, TensorType type) {
        int[] values = new int[type.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type.dtype()) {
                case I16 -> (short) proto.getInt32Data(i);
                case I8 -> (byte) proto.getInt32Data(i);
                case I4 -> proto.getInt32Data(i / 2) << 28 - i % 2 * 4 >> 28;
                case U8 -> proto.getInt32Data(i) & 0xFF;
                case BOOL -> proto.getInt32Data(i) == 0 ? 0 : 1;
                case I32, I64, F32, F16, BF16 -> proto.getInt32Data(i);
            };
        }
        return values;
    }
}
