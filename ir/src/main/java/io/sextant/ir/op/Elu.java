package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * x where x is at least 0, else alpha (exp(x) - 1); element-wise (Clevert, Unterthiner and Hochreiter, 2016).
 * <ul>
 * <li>C1: the input is floating
 * <li>C2: alpha is finite
 * </ul>
 */
public record Elu(Value input, float alpha) implements Op {
    public Elu {
        OperatorTypes.check("elu C1", Elu.class, input);
        IllTyped.unless(Float.isFinite(alpha), "elu C2", "alpha is finite, got %s", alpha);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.elu(this);
    }
}
