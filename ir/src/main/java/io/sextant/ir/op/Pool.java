package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Windowed pooling over the spatial dimensions of (N, spatial..., C). Padding counts as minus infinity for {@code MAX}; for
 * {@code AVERAGE} it is left out of sum and count unless {@code countPadding}, when it is zero and counted.
 * <ul>
 * <li>C1: the input is floating
 * <li>C2: padding is smaller than the kernel, so that no window is all padding
 * <li>C3: {@code countPadding} only with {@code AVERAGE}, so that one function has one form
 * <li>W1..W3: the window fits
 * </ul>
 */
public record Pool(Value input, Kind kind, List<Integer> kernel, List<Integer> strides, List<Integer> padBefore,
    List<Integer> padAfter, boolean countPadding) implements Op {

    /** What is taken of a window. */
    public enum Kind { MAX, AVERAGE }

    public Pool {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        padBefore = List.copyOf(padBefore);
        padAfter = List.copyOf(padAfter);
        OperatorTypes.check("pool C1", Pool.class, input);
        int spatial = Window.spatialRank("pool", input.type());
        Window.perDimension("pool", "kernel", kernel, spatial, 1);
        Window.perDimension("pool", "strides", strides, spatial, 1);
        Window.perDimension("pool", "padBefore", padBefore, spatial, 0);
        Window.perDimension("pool", "padAfter", padAfter, spatial, 0);
        for (int axis = 0; axis < spatial; axis++) {
            IllTyped.unless(padBefore.get(axis) < kernel.get(axis) && padAfter.get(axis) < kernel.get(axis), "pool C2",
                "padding %s:%s is smaller than kernel %s", padBefore, padAfter, kernel);
        }
        IllTyped.unless(!countPadding || kind == Kind.AVERAGE, "pool C3", "countPadding only with AVERAGE, got %s", kind);
        output(input, kernel, strides, padBefore, padAfter);
    }

    private static TensorType output(Value input, List<Integer> kernel, List<Integer> strides, List<Integer> before,
        List<Integer> after) {
        return input.type().withShape(Window.output("pool", input.type(), kernel, strides, kernel.stream().map(k -> 1).toList(),
            new Padding(before, after), input.type().shape().last()));
    }

    @Override
    public TensorType type() {
        return output(input, kernel, strides, padBefore, padAfter);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.pool(this);
    }
}
