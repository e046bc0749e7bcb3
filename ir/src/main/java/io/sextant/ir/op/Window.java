package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Shape inference shared by operators that slide a window over the spatial dimensions of (N, spatial..., C). */
final class Window {
    private Window() {
    }

    /** Spatial dimensions of a channels-last tensor: all but the first and last; W1: one or two of them. */
    static int spatialRank(String op, TensorType input) {
        IllTyped.unless(input.rank() == 3 || input.rank() == 4, op + " W1",
            "input is (N, L, C) or (N, H, W, C), got %s", input);
        return input.rank() - 2;
    }

    /** W2: one entry per spatial dimension, each at least {@code minimum}. */
    static void perDimension(String op, String name, List<Integer> values, int spatialRank, int minimum) {
        IllTyped.unless(values.size() == spatialRank && values.stream().allMatch(v -> v >= minimum), op + " W2",
            "%s has %d entries, each at least %d, got %s", name, spatialRank, minimum, values);
    }

    /**
     * Extents of the result: floor((in + before + after - (dilation (kernel - 1) + 1)) / stride) + 1, each at least 1 (W3).
     *
     * @param channels last extent of the result
     */
    static Shape output(String op, TensorType input, List<Integer> kernel, List<Integer> strides, List<Integer> dilations,
        Padding padding, int channels) {
        List<Long> dims = new ArrayList<>();
        dims.add((long) input.dim(0));
        for (int axis = 0; axis < kernel.size(); axis++) {
            long reach = (long) dilations.get(axis) * (kernel.get(axis) - 1) + 1;
            long room = (long) input.dim(axis + 1) + padding.before().get(axis) + padding.after().get(axis) - reach;
            IllTyped.unless(room >= 0, op + " W3", "window of %d fits dimension %d of %s with padding %s", reach, axis + 1, input,
                padding);
            dims.add(room / strides.get(axis) + 1);
        }
        dims.add((long) channels);
        return Shape.ofLongs(dims);
    }
}
