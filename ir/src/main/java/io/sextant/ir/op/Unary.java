package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * Element-wise function of one f32 tensor of any shape.
 * <ul>
 * <li>C1: the input is f32
 * </ul>
 */
public record Unary(Value input, Kind kind) implements Op {
    /** The functions, with x the element. */
    public enum Kind {
        /** max(x, 0). */
        RELU,
        /** min(max(x, 0), 6). */
        RELU6,
        /** 1 / (1 + exp(-x)). */
        SIGMOID,
        /** x sigmoid(x), also called swish. */
        SILU,
        /** min(max(x / 6 + 1/2, 0), 1) (MobileNetV3). */
        HARD_SIGMOID,
        /** x hard_sigmoid(x). */
        HARD_SWISH,
        TANH,
        /** x / 2 (1 + erf(x / sqrt 2)), not the tanh approximation. */
        GELU
    }

    public Unary {
        IllTyped.unless(input.type().dtype() == DType.F32, "unary C1", "input is f32, got %s", input.type());
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.unary(this);
    }
}
