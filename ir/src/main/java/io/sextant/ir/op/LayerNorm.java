package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Layer normalisation over the last dimension (Ba, Kiros and Hinton, 2016): input (..., C), scale and shift (C).
 * <ul>
 * <li>C1: operands are floating, all of one type; the input has at least one dimension
 * <li>C2: scale and shift are (C)
 * <li>C3: epsilon is positive and finite
 * </ul>
 */
public record LayerNorm(Value input, Value scale, Value shift, float epsilon) implements Op {
    public LayerNorm {
        TensorType in = input.type();
        OperatorTypes.check("layer_norm C1", LayerNorm.class, input, scale, shift);
        IllTyped.unless(in.rank() >= 1, "layer_norm C1", "input has at least one dimension, got %s", in);
        for (Value parameter : List.of(scale, shift)) {
            IllTyped.unless(parameter.type().shape().equals(Shape.of(in.shape().last())), "layer_norm C2",
                "scale and shift are %s[%d], got %s", in.dtype().text(), in.shape().last(), parameter.type());
        }
        IllTyped.unless(epsilon > 0 && Float.isFinite(epsilon), "layer_norm C3", "epsilon is positive and finite, got %s", epsilon);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.layerNorm(this);
    }
}
