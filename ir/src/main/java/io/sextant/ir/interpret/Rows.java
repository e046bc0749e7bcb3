package io.sextant.ir.interpret;

import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as rows of the elements that differ in some axes only: element k of row r is at {@code starts[r] + offsets[k]}. Rows follow
 * one another, and elements within a row, in row-major order.
 */
record Rows(int[] starts, int[] offsets) {
    static Rows along(Shape shape, List<Integer> axes) {
        List<Integer> others = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                others.add(axis);
            }
        }
        return new Rows(offsets(shape, others), offsets(shape, axes));
    }

    /** Offsets of all positions along {@code axes}. */
    private static int[] offsets(Shape shape, List<Integer> axes) {
        int[] strides = shape.strides();
        Shape walked = new Shape(axes.stream().map(shape::dim).toList());
        int[] steps = axes.stream().mapToInt(axis -> strides[axis]).toArray();
        int[] offsets = new int[walked.elements()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Spread.walk(walked, i, steps);
        }
        return offsets;
    }

    int count() {
        return starts.length;
    }

    int length() {
        return offsets.length;
    }

    int at(int row, int k) {
        return starts[row] + offsets[k];
    }

    double[] row(float[] elements, int row) {
        double[] taken = new double[length()];
        for (int k = 0; k < taken.length; k++) {
            taken[k] = elements[at(row, k)];
        }
        return taken;
    }

    long[] row(long[] elements, int row) {
        long[] taken = new long[length()];
        for (int k = 0; k < taken.length; k++) {
            taken[k] = elements[at(row, k)];
        }
        return taken;
    }
}
