package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Element-wise arithmetic with NumPy's multidirectional broadcasting. Integers wrap around; their division truncates towards zero. To
 * divide an integer by zero gives 0 and leaves the dividend as remainder, so that a = (a / b) b + (a - (a / b) b) holds for all.
 * <ul>
 * <li>C1: operands are numbers, both of one type
 * <li>C2: aligned at the last dimension, extents are equal or 1
 * <li>C3: powers are of floating type
 * </ul>
 */
public record Binary(Value left, Value right, Kind kind) implements Op {
    /** The functions, with a the left and b the right element. */
    public enum Kind {
        ADD, SUB, MUL, DIV,
        /** a to the power of b. */
        POW,
        MIN, MAX,
        /** Remainder; floating with the sign of a (C's fmod), of integers with the sign of b (as Python's %). */
        MOD
    }

    public Binary {
        OperatorTypes.check("binary C1", Binary.class, left, right);
        broadcast(left, right);
        IllTyped.unless(kind != Kind.POW || left.type().dtype().isFloating(), "binary C3", "powers are of floating type, got %s",
            left.type());
    }

    private static Shape broadcast(Value left, Value right) {
        return Broadcasting.together("binary C2", List.of(left.type().shape(), right.type().shape()));
    }

    @Override
    public TensorType type() {
        return left.type().withShape(broadcast(left, right));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.binary(this);
    }
}
