package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** NumPy's multidirectional broadcasting: shapes are aligned at the last dimension, extents of 1 and missing ones are repeated. */
final class Broadcasting {
    private Broadcasting() {
    }

    /**
     * The shape in which all of {@code shapes} meet.
     *
     * @throws IllTyped naming {@code constraint}, if extents differ and neither is 1
     */
    static Shape together(String constraint, List<Shape> shapes) {
        Shape met = shapes.get(0);
        for (Shape shape : shapes.subList(1, shapes.size())) {
            met = pair(constraint, met, shape);
        }
        return met;
    }

    private static Shape pair(String constraint, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int p = extent(a, axis - rank + a.rank());
            int q = extent(b, axis - rank + b.rank());
            IllTyped.unless(p == q || p == 1 || q == 1, constraint, "extents are equal or 1, got %s and %s", a, b);
            dims.add(Math.max(p, q));
        }
        return new Shape(dims);
    }

    private static int extent(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.dim(axis);
    }
}
