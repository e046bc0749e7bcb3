package io.sextant.ir.onnx;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
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
        int[] from = sources(type.shape(), result.shape(), permutation);
        if (type.dtype() == DType.F32) {
            float[] values = tensor.floats();
            float[] moved = new float[from.length];
            for (int i = 0; i < from.length; i++) {
                moved[i] = values[from[i]];
            }
            return Tensor.of(result, moved);
        }
        return transposeIntegers(tensor, result, from);
    }

    private static Tensor transposeIntegers(Tensor tensor, TensorType result, int[] from) {
        if (result.dtype() == DType.I64) {
            long[] values = tensor.longs();
            long[] moved = new long[from.length];
            for (int i = 0; i < from.length; i++) {
                moved[i] = values[from[i]];
            }
            return Tensor.ofLongs(result, moved);
        }
        int[] values = tensor.ints();
        int[] moved = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            moved[i] = values[from[i]];
        }
        return Tensor.ofInts(result, moved);
    }

    /** For each element of the result, row-major, the index of its element in the source. */
    private static int[] sources(Shape source, Shape result, List<Integer> permutation) {
        int[] strides = source.strides();
        int[] from = new int[result.elements()];
        int[] position = new int[result.rank()];
        int offset = 0;
        for (int i = 0; i < from.length; i++) {
            from[i] = offset;
            for (int axis = result.rank() - 1; axis >= 0; axis--) {
                int stride = strides[permutation.get(axis)];
                offset += stride;
                if (++position[axis] < result.dim(axis)) {
                    break;
                }
                offset -= stride * result.dim(axis);
                position[axis] = 0;
            }
        }
        return from;
    }
}
