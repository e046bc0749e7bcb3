package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import java.util.List;
import java.util.Optional;

/** Constant nodes as stored tensors. */
final class ConstantNode {
    private ConstantNode() {
    }

    static boolean is(ImportNode node) {
        return node.is("Constant");
    }

    static TensorProto tensor(ImportNode node) {
        Optional<TensorProto> tensor = node.tensor("value");
        if (tensor.isPresent()) {
            node.rejectUnread();
            return tensor.get();
        }
        TensorProto.Builder built = TensorProto.newBuilder();
        if (node.has("value_float")) {
            built.setDataType(TensorProto.DataType.FLOAT_VALUE).addFloatData(node.decimal("value_float", 0));
        } else if (node.has("value_int")) {
            built.setDataType(TensorProto.DataType.INT64_VALUE).addInt64Data(node.longInteger("value_int").orElseThrow());
        } else if (node.has("value_floats")) {
            List<Float> values = node.decimals("value_floats").orElseThrow();
            built.setDataType(TensorProto.DataType.FLOAT_VALUE).addDims(values.size()).addAllFloatData(values);
        } else if (node.has("value_ints")) {
            List<Long> values = node.longs("value_ints").orElseThrow();
            built.setDataType(TensorProto.DataType.INT64_VALUE).addDims(values.size()).addAllInt64Data(values);
        } else {
            throw new InvalidInput("value, value_float(s) or value_int(s) is given, got none of them");
        }
        node.rejectUnread();
        return built.build();
    }
}
