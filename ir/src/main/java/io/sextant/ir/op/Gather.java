package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the slices of the input, of any element type, that {@code indices} name along one axis (ONNX Gather). In the result the
 * dimensions of the indices stand in place of that axis; scalar indices remove it. Indices count from the end where negative: they are
 * in [-extent, extent), which is known only when the operator runs.
 * <ul>
 * <li>C1: indices are i32 or i64
 * <li>C2: 0 &lt;= axis &lt; rank
 * </ul>
 */
public record Gather(Value input, Value indices, int axis) implements Op {
    public Gather {
        OperatorTypes.check("gather C1", Gather.class, input, indices);
        IllTyped.unless(axis >= 0 && axis < input.type().rank(), "gather C2", "axis is in [0, %d), got %d", input.type().rank(), axis);
        gathered(input, indices, axis);
    }

    private static TensorType gathered(Value input, Value indices, int axis) {
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        dims.remove(axis);
        dims.addAll(axis, indices.type().shape().dims());
        return input.type().withShape(new Shape(dims));
    }

    @Override
    public TensorType type() {
        return gathered(input, indices, axis);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.gather(this);
    }
}
