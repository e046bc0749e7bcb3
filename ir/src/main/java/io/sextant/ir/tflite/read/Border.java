package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.Padding;

/** Zero padding by TFLite's rule. */
record Border(List<Integer> before, List<Integer> after) {
    /**
     * None for VALID. For SAME, as much as makes the result's extent the input's divided by the stride, rounded up; the odd one lies
     * after.
     */
    static Border of(int padding, List<Integer> extents, List<Integer> kernel, List<Integer> strides, List<Integer> dilations) {
        if (padding != Padding.SAME && padding != Padding.VALID) {
            throw new InvalidInput("padding " + padding + " is not known");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            int stride = strides.get(axis);
            if (stride < 1 || dilations.get(axis) < 1 || kernel.get(axis) < 1) {
                throw new InvalidInput("kernel, strides and dilations are at least 1, got " + kernel + ", " + strides + ", " + dilations);
            }
            long total = 0;
            if (padding == Padding.SAME) {
                long reach = (long) dilations.get(axis) * (kernel.get(axis) - 1) + 1;
                long result = (extents.get(axis) - 1) / stride + 1;
                total = Math.max(0, (result - 1) * stride + reach - extents.get(axis));
            }
            if (total > Integer.MAX_VALUE) {
                throw new InvalidInput("a padding of " + total + " is too large");
            }
            before.add((int) (total / 2));
            after.add((int) (total - total / 2));
        }
        return new Border(before, after);
    }
}
