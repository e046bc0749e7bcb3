package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a constant border.
 * <ul>
 * <li>C1: the input is f32
 * <li>C2: before and after have one entry per dimension, each at least 0
 * </ul>
 */
public record Pad(Value input, List<Integer> before, List<Integer> after, float value) implements Op {
    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
        int rank = input.type().rank();
        IllTyped.unless(input.type().dtype() == DType.F32, "pad C1", "input is f32, got %s", input.type());
        for (List<Integer> amounts : List.of(before, after)) {
            IllTyped.unless(amounts.size() == rank && amounts.stream().allMatch(v -> v >= 0), "pad C2",
                "amounts have %d entries, each at least 0, got %s", rank, amounts);
        }
        padded(input, before, after);
    }

    @Override
    public TensorType type() {
        return padded(input, before, after);
    }

    private static TensorType padded(Value input, List<Integer> before, List<Integer> after) {
        List<Long> dims = new ArrayList<>();
        for (int axis = 0; axis < before.size(); axis++) {
            dims.add((long) input.type().dim(axis) + before.get(axis) + after.get(axis));
        }
        return input.type().withShape(Shape.ofLongs(dims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.pad(this);
    }
}
