package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors and types as ONNX protocol buffers; elements little-endian in {@code raw_data}. */
final class TensorWriter {
    /** INT4, since IR version 10. */
    private static final int INT4 = 22;

    private TensorWriter() {
    }

    static TensorProto tensor(String name, Tensor tensor) {
        TensorType type = tensor.type();
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(elementType(type.dtype()));
        type.shape().dims().forEach(proto::addDims);
        return proto.setRawData(UnsafeByteOperations.unsafeWrap(TensorBytes.of(tensor))).build();
    }

    static ValueInfoProto valueInfo(String name, TensorType type, Layout layout) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        layout.toOnnx(type.shape().dims()).forEach(dim -> shape.addDimBuilder().setDimValue(dim));
        TypeProto.Tensor held = TypeProto.Tensor.newBuilder().setElemType(elementType(type.dtype())).setShape(shape)
            .build();
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(held)).build();
    }

    /** The number of {@code TensorProto.DataType} in ONNX's own definition, which knows more of them than the classes at hand. */
    static int elementType(DType dtype) {
        return switch (dtype) {
            case F32 -> TensorProto.DataType.FLOAT_VALUE;
            case F16 -> TensorProto.DataType.FLOAT16_VALUE;
            case BF16 -> TensorProto.DataType.BFLOAT16_VALUE;
            case I64 -> TensorProto.DataType.INT64_VALUE;
            case I32 -> TensorProto.DataType.INT32_VALUE;
            case I16 -> TensorProto.DataType.INT16_VALUE;
            case I8 -> TensorProto.DataType.INT8_VALUE;
            case I4 -> INT4;
            case U8 -> TensorProto.DataType.UINT8_VALUE;
            case BOOL -> TensorProto.DataType.BOOL_VALUE;
        };
    }

    /** A list of i64; unlike a {@link Tensor} it may be empty, which is the shape of a scalar. */
    static TensorProto integers(String name, List<Integer> values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.size());
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(buffer::putLong);
        return tensor.setRawData(UnsafeByteOperations.unsafeWrap(buffer.array())).build();
    }
}
