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
 * <li>C1: the value is an element of the input's type
 * <li>C2: before and after have one entry per dimension, each at least 0
 * <li>C3: the input has at least one dimension (ONNX pads no scalars)
 * </ul>
 */
public record Pad(Value input, List<Integer> before, List<Integer> after, float value) implements Op {
    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
        int rank = input.type().rank();
        OperatorTypes.check("pad C1", Pad.class, input);
        IllTyped.unless(isElement(value, input.type().dtype()), "pad C1", "value is an element of %s, got %s",
            input.type().dtype().text(), value);
        IllTyped.unless(rank >= 1, "pad C3", "input has at least one dimension, got %s", input.type());
        for (List<Integer> amounts : List.of(before, after)) {
            IllTyped.unless(amounts.size() == rank && amounts.stream().allMatch(v -> v >= 0), "pad C2",
                "amounts have %d entries, each at least 0, got %s", rank, amounts);
        }
        padded(input, before, after);
    }

    private static boolean isElement(float value, DType dtype) {
        if (dtype.isFloating()) {
            return Float.isNaN(value) || dtype.round(value) == value;
        }
        boolean isLong = value >= -0x1p63f && value < 0x1p63f && (long) value == value;
        return isLong && dtype.holds((long) value);
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
