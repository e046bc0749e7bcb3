package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Repeats a tensor of any element type to {@code shape} (ONNX Expand, where the shape is that of the result).
 * <ul>
 * <li>C1: aligned at the last dimension, every extent of the input is that of {@code shape} or 1
 * <li>C2: an input that is quantised has one scale
 * </ul>
 */
public record Broadcast(Value input, List<Integer> shape) implements Op {
    public Broadcast {
        shape = List.copyOf(shape);
        OperatorTypes.check("broadcast C2", Broadcast.class, input);
        Shape target = new Shape(shape);
        int leading = target.rank() - input.type().rank();
        boolean fits = leading >= 0;
        for (int axis = 0; fits && axis < input.type().rank(); axis++) {
            int extent = input.type().dim(axis);
            fits = extent == 1 || extent == target.dim(leading + axis);
        }
        IllTyped.unless(fits, "broadcast C1", "extents of %s are those of %s or 1", input.type(), target);
    }

    @Override
    public TensorType type() {
        return input.type().withShape(new Shape(shape));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.broadcast(this);
    }
}
