package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes every {@code steps}-th element from {@code starts} up to, not including, {@code ends}, per dimension.
 * <ul>
 * <li>C1: one entry per dimension
 * <li>C2: 0 &lt;= start &lt; end &lt;= extent, step at least 1
 * <li>C3: the input has at least one dimension (ONNX slices no scalars)
 * <li>C4: an input that is quantised has one scale
 * </ul>
 */
public record Slice(Value input, List<Integer> starts, List<Integer> ends, List<Integer> steps) implements Op {
    public Slice {
        starts = List.copyOf(starts);
        ends = List.copyOf(ends);
        steps = List.copyOf(steps);
        OperatorTypes.check("slice C4", Slice.class, input);
        int rank = input.type().rank();
        IllTyped.unless(rank >= 1, "slice C3", "input has at least one dimension, got %s", input.type());
        IllTyped.unless(starts.size() == rank && ends.size() == rank && steps.size() == rank, "slice C1",
            "starts, ends and steps have %d entries, got %s, %s, %s", rank, starts, ends, steps);
        for (int axis = 0; axis < rank; axis++) {
            IllTyped.unless(starts.get(axis) >= 0 && starts.get(axis) < ends.get(axis) && ends.get(axis) <= input.type().dim(axis)
                && steps.get(axis) >= 1, "slice C2", "0 <= start < end <= extent and step >= 1 on axis %d of %s, got %d:%d:%d", axis,
                input.type(), starts.get(axis), ends.get(axis), steps.get(axis));
        }
    }

    @Override
    public TensorType type() {
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < starts.size(); axis++) {
            dims.add((ends.get(axis) - starts.get(axis) - 1) / steps.get(axis) + 1);
        }
        return input.type().withShape(new Shape(dims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.slice(this);
    }
}
