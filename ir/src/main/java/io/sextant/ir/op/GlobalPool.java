package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling over all spatial positions: (N, spatial..., C) -&gt; (N, 1..., C).
 * <ul>
 * <li>C1: the input is floating
 * <li>W1: one or two spatial dimensions
 * </ul>
 */
public record GlobalPool(Value input, Pool.Kind kind) implements Op {
    public GlobalPool {
        OperatorTypes.check("global_pool C1", GlobalPool.class, input);
        Window.spatialRank("global_pool", input.type());
    }

    @Override
    public TensorType type() {
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        for (int axis = 1; axis < dims.size() - 1; axis++) {
            dims.set(axis, 1);
        }
        return input.type().withShape(new Shape(dims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.globalPool(this);
    }
}
