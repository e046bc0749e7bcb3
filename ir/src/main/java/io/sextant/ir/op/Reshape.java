package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * The same elements, row-major, under another shape.
 * <ul>
 * <li>C1: as many elements
 * <li>C2: an input that is quantised has one scale
 * </ul>
 */
public record Reshape(Value input, List<Integer> shape) implements Op {
    public Reshape {
        shape = List.copyOf(shape);
        OperatorTypes.check("reshape C2", Reshape.class, input);
        Shape target = new Shape(shape);
        IllTyped.unless(target.elements() == input.type().elements(), "reshape C1", "%s has %d elements, %s has %d", input.type(),
            input.type().elements(), target, target.elements());
    }

    @Override
    public TensorType type() {
        return input.type().withShape(new Shape(shape));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.reshape(this);
    }
}
