package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
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
        OperatorTypes.check("concat C1", Concat.class, inputs);
        TensorType first = inputs.get(0).type();
        IllTyped.unless(axis >= 0 && axis < first.rank(), "concat C2", "axis is in [0, %d), got %d", first.rank(), axis);
        for (Value input : inputs) {
            TensorType type = input.type();
            IllTyped.unless(type.rank() == first.rank(), "concat C1",
                "operands have one rank, got %s and %s", first, type);
            IllTyped.unless(others(type, axis).equals(others(first, axis)), "concat C3", "extents agree but on axis %d, got %s and %s",
                axis, first, type);
        }
        joined(inputs, axis);
    }

    private static List<Integer> others(TensorType type, int axis) {
        List<Integer> dims = new ArrayList<>(type.shape().dims());
        dims.remove(axis);
        return dims;
    }

    private static TensorType joined(List<Value> inputs, int axis) {
        TensorType first = inputs.get(0).type();
        List<Long> dims = new ArrayList<>(first.shape().dims().stream().map(Integer::longValue).toList());
        dims.set(axis, inputs.stream().mapToLong(input -> input.type().dim(axis)).sum());
        return first.withShape(Shape.ofLongs(dims));
    }

    @Override
    public TensorType type() {
        return joined(inputs, axis);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.concat(this);
    }
}
