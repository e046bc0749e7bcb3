package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * exp(x - max) / sum exp(x - max) along one axis.
 * <ul>
 * <li>C1: the input is floating
 * <li>C2: 0 &lt;= axis &lt; rank
 * </ul>
 */
public record Softmax(Value input, int axis) implements Op {
    public Softmax {
        OperatorTypes.check("softmax C1", Softmax.class, input);
        IllTyped.unless(axis >= 0 && axis < input.type().rank(), "softmax C2", "axis is in [0, %d), got %d", input.type().rank(), axis);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.softmax(this);
    }
}
