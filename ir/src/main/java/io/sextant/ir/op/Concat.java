package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Joins tensors along one axis.
 * <ul>
 * <li>C1: at least one operand, all of one element type and rank
 * <li>C2: 0 &lt;= axis &lt; rank
 * <li>C3: extents agree on every other axis
 * </ul>
 */
public record Concat(List<Value> inputs, int axis) implements Op {
    public Concat {
        inputs = List.copyOf(inputs);
        IllTyped.unless(!inputs.isEmpty(), "concat C1", "at least one operand");
        TensorType first = inputs.get(0).type();
        IllTyped.unless(axis >= 0 && axis < first.rank(), "concat C2", "axis is in [0, %d), got %d", first.rank(), axis);
        for (Value input : inputs) {
            TensorType type = input.type();
            IllTyped.unless(type.dtype() == first.dtype() && type.rank() == first.rank(), "concat C1",
                "operands have one element type and rank, got %s and %s", first, type);
            IllTyped.unless(type.shape().with(axis, first.dim(axis)).equals(first.shape()), "concat C3",
                "extents agree but on axis %d, got %s and %s", axis, first, type);
        }
    }

    @Override
    public TensorType type() {
        TensorType first = inputs.get(0).type();
        return first.withShape(first.shape().with(axis, inputs.stream().mapToInt(i -> i.type().dim(axis)).sum()));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.concat(this);
    }
}
