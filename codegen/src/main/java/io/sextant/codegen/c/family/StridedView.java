package io.sextant.codegen.c.family;

import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as some operator sees it: extents, and how many elements apart neighbours along an axis lie in {@code base}. Axes are counted
 * from the last, which is 0, since operators that broadcast align them so.
 */
record StridedView(Value base, List<Integer> extents, List<Long> strides) {
    StridedView {
        extents = List.copyOf(extents);
        strides = List.copyOf(strides);
    }

    static StridedView of(Value value) {
        TensorType type = value.type();
        List<Long> strides = new ArrayList<>();
        for (int stride : type.shape().strides()) {
            strides.add((long) stride);
        }
        return new StridedView(value, type.shape().dims(), strides);
    }

    /** What a transpose of it is. */
    StridedView transposed(List<Integer> permutation) {
        return new StridedView(base, permutation.stream().map(extents::get).toList(), permutation.stream().map(strides::get).toList());
    }

    /** The view whose transpose this is. */
    StridedView beforeTransposing(List<Integer> permutation) {
        List<Integer> inverse = new ArrayList<>(permutation);
        for (int axis = 0; axis < permutation.size(); axis++) {
            inverse.set(permutation.get(axis), axis);
        }
        return transposed(inverse);
    }

    /** 1 for axes that it has not. */
    int extent(int fromLast) {
        int axis = extents.size() - 1 - fromLast;
        return axis < 0 ? 1 : extents.get(axis);
    }

    /** 0 where the one element is repeated. */
    long stride(int fromLast) {
        return extent(fromLast) == 1 ? 0 : strides.get(extents.size() - 1 - fromLast);
    }

    /**
     * Of the matrix {@code index} of a batch, C of the elements before it.
     *
     * @param batch extents of the batch, the dimensions before the last two
     */
    String offset(String index, List<Integer> batch) {
        StringBuilder text = new StringBuilder("(0l");
        long before = 1;
        for (int axis = batch.size() - 1; axis >= 0; axis--) {
            long stride = stride(2 + batch.size() - 1 - axis);
            if (stride > 0) {
                text.append(" + ").append(index).append(" / ").append(before).append(" % ").append(batch.get(axis)).append(" * ")
                    .append(stride).append('l');
            }
            before *= batch.get(axis);
        }
        return text.append(')').toString();
    }
}
