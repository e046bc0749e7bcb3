package io.sextant.ir.op;

import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * The left element where the condition holds, else the right one (ONNX Where), with NumPy's multidirectional broadcasting of all three.
 * <ul>
 * <li>C1: the condition is bool, left and right have one element type
 * <li>C2: aligned at the last dimension, extents are equal or 1
 * </ul>
 */
public record Select(Value condition, Value left, Value right) implements Op {
    public Select {
        OperatorTypes.check("select C1", Select.class, condition, left, right);
        broadcast(condition, left, right);
    }

    private static Shape broadcast(Value condition, Value left, Value right) {
        return Broadcasting.together("select C2", List.of(condition.type().shape(), left.type().shape(), right.type().shape()));
    }

    @Override
    public TensorType type() {
        return left.type().withShape(broadcast(condition, left, right));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.select(this);
    }
}
