package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * x where x is at least 0, else slope x; element-wise.
 * <ul>
 * <li>C1: the input is floating
 * <li>C2: the slope is finite
 * </ul>
 */
public record LeakyRelu(Value input, float slope) implements Op {
    public LeakyRelu {
        OperatorTypes.check("leaky_relu C1", LeakyRelu.class, input);
        IllTyped.unless(Float.isFinite(slope), "leaky_relu C2", "the slope is finite, got %s", slope);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.leakyRelu(this);
    }
}
