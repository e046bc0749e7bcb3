package io.sextant.ir.interpret;

import io.sextant.ir.type.Shape;
import java.util.function.IntUnaryOperator;

/**
 * Where an operand's elements stand in a result that it is broadcast to.
 *
 * @param steps per dimension of the result, how far the operand advances; 0 where it is repeated
 */
record Spread(Shape result, int[] steps) implements IntUnaryOperator {
    static Spread of(Shape operand, Shape result) {
        int missing = result.rank() - operand.rank();
        int[] strides = operand.strides();
        int[] steps = new int[result.rank()];
        for (int axis = missing; axis < result.rank(); axis++) {
            steps[axis] = operand.dim(axis - missing) == 1 ? 0 : strides[axis - missing];
        }
        return new Spread(result, steps);
    }

    /** The operand's element that element {@code index} of the result is made of. */
    @Override
    public int applyAsInt(int index) {
        return walk(result, index, steps);
    }

    /** Offset of element {@code index} of {@code shape}, counted row-major, where axis k advances by {@code steps[k]}. */
    static int walk(Shape shape, int index, int[] steps) {
        int offset = 0;
        int rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            offset += rest % shape.dim(axis) * steps[axis];
            rest /= shape.dim(axis);
        }
        return offset;
    }
}
