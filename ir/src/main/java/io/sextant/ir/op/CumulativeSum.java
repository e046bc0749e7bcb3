package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * The sum of each element and all before it along one axis. Integers wrap around.
 * <ul>
 * <li>C1: the input is of numbers
 * <li>C2: 0 &lt;= axis &lt; rank
 * </ul>
 */
public record CumulativeSum(Value input, int axis) implements Op {
    public CumulativeSum {
        OperatorTypes.check("cumulative_sum C1", CumulativeSum.class, input);
        IllTyped.unless(axis >= 0 && axis < input.type().rank(), "cumulative_sum C2", "axis is in [0, %d), got %d",
            input.type().rank(), axis);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.cumulativeSum(this);
    }
}
