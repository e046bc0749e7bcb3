package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * One number of all elements along some axes. Reduced extents become 1 with {@code keepDims}, else they go. Integers wrap around.
 * <ul>
 * <li>C1: the input is floating; for {@code SUM}, {@code MAX}, {@code MIN} and {@code PROD} of any numbers
 * <li>C2: at least one axis, each in [0, rank), in ascending order
 * </ul>
 */
public record Reduce(Value input, Kind kind, List<Integer> axes, boolean keepDims) implements Op {
    private static final TypeSignature FLOATING = TypeSignature.parse("floating -> floating");
    private static final TypeSignature NUMBER = TypeSignature.parse("number -> number");

    /** The functions, over elements x. */
    public enum Kind {
        SUM, MEAN, MAX, MIN,
        /** Product of x. */
        PROD,
        /** Sum of |x|. */
        L1,
        /** Square root of the sum of x^2. */
        L2,
        /** Sum of x^2. */
        SUM_SQUARE,
        /** Logarithm of the sum of exp(x). */
        LOG_SUM_EXP
    }

    public Reduce {
        axes = List.copyOf(axes);
        OperatorTypes.check("reduce C1", Reduce.class, types(kind), input);
        int previous = -1;
        for (int axis : axes) {
            IllTyped.unless(axis > previous && axis < input.type().rank(), "reduce C2", "axes of %s are ascending in [0, %d), got %s",
                input.type(), input.type().rank(), axes);
            previous = axis;
        }
        IllTyped.unless(!axes.isEmpty(), "reduce C2", "at least one axis");
    }

    /** The element types that a function takes. */
    public static TypeSignature types(Kind kind) {
        return switch (kind) {
            case SUM, MAX, MIN, PROD -> NUMBER;
            case MEAN, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> FLOATING;
        };
    }

    /** {@code shape} without {@code axes}, or with extents of 1 there. */
    static Shape reduced(Shape shape, List<Integer> axes, boolean keepDims) {
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                dims.add(shape.dim(axis));
            } else if (keepDims) {
                dims.add(1);
            }
        }
        return new Shape(dims);
    }

    @Override
    public TensorType type() {
        return input.type().withShape(reduced(input.type().shape(), axes, keepDims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.reduce(this);
    }
}
