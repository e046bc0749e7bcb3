package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Element-wise comparison with NumPy's multidirectional broadcasting; the result is bool. NaN compares as in IEEE 754: always false.
 * <ul>
 * <li>C1: both operands have one element type
 * <li>C2: aligned at the last dimension, extents are equal or 1
 * <li>C3: bool is compared for equality only
 * </ul>
 */
public record Compare(Value left, Value right, Kind kind) implements Op {
    /** What holds between left and right element. */
    public enum Kind { EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL }

    public Compare {
        OperatorTypes.check("compare C1", Compare.class, left, right);
        broadcast(left, right);
        IllTyped.unless(left.type().dtype() != DType.BOOL || kind == Kind.EQUAL, "compare C3", "bool is compared for equality only,"
            + " got %s", kind);
    }

    private static Shape broadcast(Value left, Value right) {
        return Broadcasting.together("compare C2", List.of(left.type().shape(), right.type().shape()));
    }

    @Override
    public TensorType type() {
        return new TensorType(DType.BOOL, broadcast(left, right));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.compare(this);
    }
}
