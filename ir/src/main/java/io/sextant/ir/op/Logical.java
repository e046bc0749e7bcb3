package io.sextant.ir.op;

import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Element-wise function of two bools with NumPy's multidirectional broadcasting.
 * <ul>
 * <li>C1: both operands are bool
 * <li>C2: aligned at the last dimension, extents are equal or 1
 * </ul>
 */
public record Logical(Value left, Value right, Kind kind) implements Op {
    /** The functions. */
    public enum Kind { AND, OR, XOR }

    public Logical {
        OperatorTypes.check("logical C1", Logical.class, left, right);
        broadcast(left, right);
    }

    private static Shape broadcast(Value left, Value right) {
        return Broadcasting.together("logical C2", List.of(left.type().shape(), right.type().shape()));
    }

    @Override
    public TensorType type() {
        return left.type().withShape(broadcast(left, right));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.logical(this);
    }
}
