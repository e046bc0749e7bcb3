package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The window attributes of Conv and the pools, one entry per spatial dimension; {@code auto_pad} worked out. */
record Windows(List<Integer> kernel, List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {

    /**
     * @param extents spatial extents of the input
     * @param kernel kernel extents
     */
    static Windows read(ImportNode node, List<Integer> extents, List<Integer> kernel) {
        int spatial = extents.size();
        List<Integer> strides = perDimension(node, "strides", spatial, 1, 1);
        List<Integer> dilations = perDimension(node, "dilations", spatial, 1, 1);
        List<Integer> pads = perDimension(node, "pads", 2 * spatial, 0, 0);
        List<Integer> before = new ArrayList<>(pads.subList(0, spatial));
        List<Integer> after = new ArrayList<>(pads.subList(spatial, 2 * spatial));
        String automatic = node.text("auto_pad", "NOTSET");
        switch (automatic) {
            case "NOTSET" -> { }
            case "VALID" -> {
                Collections.fill(before, 0);
                Collections.fill(after, 0);
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                for (int axis = 0; axis < spatial; axis++) {
                    int total = same(extents.get(axis), kernel.get(axis), strides.get(axis), dilations.get(axis));
                    int smaller = total / 2;
                    before.set(axis, automatic.equals("SAME_UPPER") ? smaller : total - smaller);
                    after.set(axis, total - before.get(axis));
                }
            }
            default -> throw new InvalidInput("auto_pad is NOTSET, VALID, SAME_UPPER or SAME_LOWER, got "
                + Quoted.text(automatic));
        }
        return new Windows(kernel, strides, dilations, before, after);
    }

    /** Padding in total such that the result has ceil(extent / stride) positions. */
    private static int same(int extent, int kernel, int stride, int dilation) {
        long positions = (extent + (long) stride - 1) / stride;
        long needed = (positions - 1) * stride + (long) (kernel - 1) * dilation + 1 - extent;
        if (needed > 1 << 28) {
            throw new InvalidInput("padding of " + needed + " for auto_pad is too large");
        }
        return (int) Math.max(0, needed);
    }

    static List<Integer> perDimension(ImportNode node, String name, int count, int otherwise, int minimum) {
        List<Integer> values = node.integers(name).orElse(Collections.nCopies(count, otherwise));
        if (values.size() != count || values.stream().anyMatch(value -> value < minimum)) {
            throw new InvalidInput(name + " has " + count + " entries, each at least " + minimum + ", got " + values);
        }
        return values;
    }

    /** {@code ceil_mode}: with as much more padding as a last window takes that begins inside the input or the padding before it. */
    Windows roundedUp(List<Integer> extents) {
        List<Integer> wider = new ArrayList<>(after);
        for (int axis = 0; axis < extents.size(); axis++) {
            int stride = strides.get(axis);
            long padded = (long) extents.get(axis) + before.get(axis) + after.get(axis);
            long covered = (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
            long rest = (padded - covered) % stride;
            long last = padded - covered - rest + stride;
            if (rest > 0 && last < (long) extents.get(axis) + before.get(axis)) {
                wider.set(axis, (int) (after.get(axis) + stride - rest));
            }
        }
        return new Windows(kernel, strides, dilations, before, wider);
    }
}
