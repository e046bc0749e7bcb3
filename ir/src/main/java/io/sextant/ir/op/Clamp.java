package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * min(max(x, low), high), element-wise; a bound that is not wanted is infinite.
 * <ul>
 * <li>C1: the input is floating
 * <li>C2: low &lt;= high, neither is NaN
 * </ul>
 */
public record Clamp(Value input, float low, float high) implements Op {
    public Clamp {
        OperatorTypes.check("clamp C1", Clamp.class, input);
        IllTyped.unless(low <= high, "clamp C2", "low <= high, got %s and %s", low, high);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.clamp(this);
    }
}
