package io.sextant.ir.onnx;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Transposes constant tensors. */
final class TensorPermutation {
    private TensorPermutation() {
    }

    /** The tensor whose dimension i is dimension {@code permutation[i]} of {@code tensor}. */
    static Tensor transpose(Tensor tensor, List<Integer> permutation) {
        TensorType type = tensor.type();
        if (new Layout(permutation).isIdentity()) {
            return tensor;
        }
        TensorType result = type.withShape(new Shape(permutation.stream().map(type::dim).toList()));
        if (new Layout(permutation).keepsOrder(type.shape())) {
            return tensor.reshaped(result);
        }
        return tensor.transposed(permutation);
    }
}
