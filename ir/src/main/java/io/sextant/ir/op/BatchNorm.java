package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Inference-time batch normalisation over the last dimension: (x - mean) / sqrt(variance + epsilon) * scale + shift
 * (Ioffe and Szegedy, 2015). input (N, ..., C); scale, shift, mean, variance (C).
 * <ul>
 * <li>C1: operands are floating, all of one type
 * <li>C2: the input has at least two dimensions, the others are (C)
 * <li>C3: epsilon is positive and finite
 * </ul>
 */
public record BatchNorm(Value input, Value scale, Value shift, Value mean, Value variance, float epsilon) implements Op {
    public BatchNorm {
        TensorType in = input.type();
        OperatorTypes.check("batch_norm C1", BatchNorm.class, input, scale, shift, mean, variance);
        IllTyped.unless(in.rank() >= 2, "batch_norm C2", "input is (N, ..., C), got %s", in);
        for (Value parameter : List.of(scale, shift, mean, variance)) {
            IllTyped.unless(parameter.type().shape().equals(Shape.of(in.shape().last())), "batch_norm C2", "parameters are %s[%d], got %s",
                in.dtype().text(), in.shape().last(), parameter.type());
        }
        IllTyped.unless(epsilon > 0 && Float.isFinite(epsilon), "batch_norm C3", "epsilon is positive and finite, got %s", epsilon);
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.batchNorm(this);
    }
}
