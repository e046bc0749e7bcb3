package io.sextant.ir.text;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Decimal;
import io.sextant.ir.type.TensorType;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/** Elements of constants: a list for small ones, base64 of the little-endian elements, or an ellipsis. */
final class ConstantText {
    private static final int LISTED_ELEMENTS = 16;

    private ConstantText() {
    }

    static String print(Tensor tensor, GraphText.Weights weights) {
        if (tensor.type().elements() <= LISTED_ELEMENTS) {
            StringJoiner list = new StringJoiner(", ", "[", "]");
            for (int i = 0; i < tensor.type().elements(); i++) {
                list.add(element(tensor, i));
            }
            return list.toString();
        }
        return weights == GraphText.Weights.ELIDED ? "..." : "base64 \"" + Base64.getEncoder().encodeToString(TensorBytes.of(tensor)) + '"';
    }

    private static String element(Tensor tensor, int index) {
        DType dtype = tensor.type().dtype();
        return switch (dtype.storage()) {
            case FLOATS -> Decimal.text(tensor.floats()[index], dtype);
            case LONGS -> Long.toString(tensor.longs()[index]);
            case INTS -> Integer.toString(tensor.ints()[index]);
        };
    }

    /** The tensor of listed elements, as many as {@code type} has; decimals are rounded to the type. */
    static Tensor ofList(TensorType type, List<String> elements) {
        return switch (type.dtype().storage()) {
            case FLOATS -> {
                float[] values = new float[elements.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.parseFloat(elements.get(i));
                }
                yield Tensor.rounded(type, values);
            }
            case LONGS -> Tensor.ofLongs(type, elements.stream().mapToLong(Long::parseLong).toArray());
            case INTS -> Tensor.ofInts(type, elements.stream().mapToInt(Integer::parseInt).toArray());
        };
    }
}
