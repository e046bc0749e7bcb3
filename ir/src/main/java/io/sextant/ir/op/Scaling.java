package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;

/** Constraints shared by operators with a scale and a zero point, per tensor or per slice along an axis. */
final class Scaling {
    private Scaling() {
    }

    /** C2 and C3 of {@code op}: scale and zero point fit the axis, which is 0 where there is one scale for all. */
    static void check(String op, TensorType input, TensorType scale, TensorType zeroPoint, int axis) {
        IllTyped.unless(scale.shape().equals(zeroPoint.shape()), op + " C2", "scale and zero point have one shape, got %s and %s", scale,
            zeroPoint);
        if (scale.rank() == 0) {
            IllTyped.unless(axis == 0, op + " C3", "axis is 0 with one scale for all of %s, got %d", input, axis);
            return;
        }
        IllTyped.unless(axis >= 0 && axis < input.rank(), op + " C3", "axis is in [0, %d), got %d", input.rank(), axis);
        IllTyped.unless(scale.shape().equals(Shape.of(input.dim(axis))), op + " C2",
            "scale is a scalar or %s[%d], one for each position on axis %d of %s, got %s", scale.dtype().text(), input.dim(axis), axis,
            input, scale);
    }
}
