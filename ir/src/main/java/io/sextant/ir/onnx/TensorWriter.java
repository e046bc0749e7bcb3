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
    private TensorWriter() {
    }

    static TensorProto tensor(String name, Tensor tensor) {
        TensorType type = tensor.type();
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(elementType(type.dtype()).getNumber());
        type.shape().dims().forEach(proto::addDims);
        return proto.setRawData(UnsafeByteOperations.unsafeWrap(TensorBytes.of(tensor))).build();
    }

    static ValueInfoProto valueInfo(String name, TensorType type, Layout layout) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        layout.toOnnx(type.shape().dims()).forEach(dim -> shape.addDimBuilder().setDimValue(dim));
        TypeProto.Tensor held = TypeProto.Tensor.newBuilder().setElemType(elementType(type.dtype()).getNumber()).setShape(shape)
            .build();
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(held)).build();
    }

    static TensorProto.DataType elementType(DType dtype) {
        return switch (dtype) {
            case F32 -> TensorProto.DataType.FLOAT;
            case I32 -> TensorProto.DataType.INT32;
            case I64 -> TensorProto.DataType.INT64;
            case I8 -> TensorProto.DataType.INT8;
            case U8 -> TensorProto.DataType.UINT8;
            case BOOL -> TensorProto.DataType.BOOL;
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
