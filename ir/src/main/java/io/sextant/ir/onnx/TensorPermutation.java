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
        Layout layout = new Layout(permutation);
        if (layout.isIdentity()) {
            return tensor;
        }
        TensorType type = tensor.type();
        return layout.keepsOrder(type.shape()) ? tensor.reshaped(type.withShape(new Shape(permutation.stream().map(type::dim).toList())))
            : tensor.transposed(permutation);
    }
}
