package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Element-wise arithmetic with NumPy's multidirectional broadcasting.
 * <ul>
 * <li>C1: both operands are f32
 * <li>C2: aligned at the last dimension, extents are equal or 1
 * </ul>
 */
public record Binary(Value left, Value right, Kind kind) implements Op {
    /** The functions. */
    public enum Kind { ADD, SUB, MUL, DIV }

    public Binary {
        IllTyped.unless(left.type().dtype() == DType.F32 && right.type().dtype() == DType.F32, "binary C1",
            "operands are f32, got %s and %s", left.type(), right.type());
        broadcast(left.type(), right.type());
    }

    private static Shape broadcast(TensorType a, TensorType b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int p = extent(a, axis - rank + a.rank());
            int q = extent(b, axis - rank + b.rank());
            IllTyped.unless(p == q || p == 1 || q == 1, "binary C2", "extents are equal or 1, got %s and %s", a, b);
            dims.add(Math.max(p, q));
        }
        return new Shape(dims);
    }

    private static int extent(TensorType type, int axis) {
        return axis < 0 ? 1 : type.dim(axis);
    }

    @Override
    public TensorType type() {
        return left.type().withShape(broadcast(left.type(), right.type()));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.binary(this);
    }
}
