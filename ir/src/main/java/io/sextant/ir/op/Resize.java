package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Resamples the spatial dimensions of (N, spatial..., C) to {@code size}, by ONNX Resize's definitions: {@code NEAREST} with
 * asymmetric coordinates rounded down, {@code LINEAR} with half-pixel coordinates clamped at the border.
 * <ul>
 * <li>C1: the input is floating
 * <li>W1, W2: one or two spatial dimensions, one size of at least 1 for each
 * </ul>
 */
public record Resize(Value input, List<Integer> size, Mode mode) implements Op {
    /** Interpolation. */
    public enum Mode { NEAREST, LINEAR }

    public Resize {
        size = List.copyOf(size);
        OperatorTypes.check("resize C1", Resize.class, input);
        Window.perDimension("resize", "size", size, Window.spatialRank("resize", input.type()), 1);
        resized(input, size);
    }

    @Override
    public TensorType type() {
        return resized(input, size);
    }

    private static TensorType resized(Value input, List<Integer> size) {
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        for (int axis = 0; axis < size.size(); axis++) {
            dims.set(axis + 1, size.get(axis));
        }
        return input.type().withShape(new Shape(dims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.resize(this);
    }
}
