package io.sextant.tests.agreement;

import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Strides, dilations and borders of a window, per spatial dimension. */
record Windows(List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {
    /** How the border comes about. */
    private enum Border {
        NONE, SAME,
        /** As long as SAME, but an odd one is longer before. */
        LOWER, ANY
    }

    /** Such that the window fits; each border is shorter than the kernel. */
    static Windows draw(QuantisedDraw draw, Shape input, List<Integer> kernel, boolean dilates) {
        Border border = draw.oneOf(Border.NONE, Border.SAME, Border.SAME, Border.LOWER, Border.ANY);
        List<Integer> strides = draw.several(kernel.size(), 1, 3);
        List<Integer> dilations = draw.several(kernel.size(), 1, dilates && draw.chance(0.3) ? 2 : 1);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < kernel.size(); axis++) {
            int extent = input.dim(axis + 1);
            int stride = strides.get(axis);
            int reach = dilations.get(axis) * (kernel.get(axis) - 1) + 1;
            int same = Math.max(0, ((extent + stride - 1) / stride - 1) * stride + reach - extent);
            int total = border == Border.SAME || border == Border.LOWER ? same : border == Border.ANY ? draw.between(0, 2 * (kernel.get(axis) - 1)) : 0;
            int needed = Math.max(total, reach - extent);
            before.add(border == Border.ANY ? Math.min(needed, draw.between(needed / 2, needed)) : border == Border.LOWER ? needed - needed / 2 : needed / 2);
            after.add(needed - before.get(axis));
        }
        return new Windows(strides, dilations, before, after);
    }

    /** Whether every border is shorter than the kernel. */
    boolean isShorterThan(List<Integer> kernel) {
        boolean shorter = true;
        for (int axis = 0; axis < kernel.size(); axis++) {
            shorter &= before.get(axis) < kernel.get(axis) && after.get(axis) < kernel.get(axis);
        }
        return shorter;
    }
}
