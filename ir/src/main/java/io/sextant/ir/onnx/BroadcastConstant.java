package io.sextant.ir.onnx;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Constants of fewer dimensions than the tensor they are broadcast against. In the IR (C) meets (N, H, W, C); in ONNX (C, 1, 1) meets
 * (N, C, H, W).
 */
final class BroadcastConstant {
    private BroadcastConstant() {
    }

    /** The constant as it meets a tensor held in {@code layout}; without leading extents of 1, unless it had some. */
    static Tensor toOnnx(Tensor constant, Layout layout) {
        List<Integer> dims = constant.type().shape().dims();
        Tensor moved = TensorPermutation.transpose(extended(constant, layout.rank()), layout.axes());
        return dims.get(0) == 1 ? moved : withoutLeadingOnes(moved);
    }

    /** The constant as it meets the IR tensor that is held in {@code layout}, without leading extents of 1. */
    static Tensor toIr(Tensor constant, Layout layout) {
        List<Integer> back = layout.permutationTo(Layout.identity(layout.rank()));
        return withoutLeadingOnes(TensorPermutation.transpose(extended(constant, layout.rank()), back));
    }

    private static Tensor extended(Tensor tensor, int rank) {
        List<Integer> dims = new ArrayList<>(Collections.nCopies(rank - tensor.type().rank(), 1));
        dims.addAll(tensor.type().shape().dims());
        return tensor.reshaped(tensor.type().withShape(new Shape(dims)));
    }

    private static Tensor withoutLeadingOnes(Tensor tensor) {
        List<Integer> dims = tensor.type().shape().dims();
        int first = 0;
        while (first < dims.size() && dims.get(first) == 1) {
            first++;
        }
        return tensor.reshaped(tensor.type().withShape(new Shape(dims.subList(first, dims.size()))));
    }
}
