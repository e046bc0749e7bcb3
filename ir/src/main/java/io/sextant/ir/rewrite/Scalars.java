package io.sextant.ir.rewrite;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.Optional;

/** Arithmetic with a constant of one element, as functions are written out in. */
final class Scalars {
    private static final double TOLERANCE = 1e-6;

    private Scalars() {
    }

    /** The x of {@code x kind constant}, in either order where that is the same, with the type of the result. */
    static Optional<Value> operand(Binary op, Binary.Kind kind, double constant, Draft draft) {
        if (op.kind() != kind) {
            return Optional.empty();
        }
        Optional<Value> x = is(op.right(), constant, draft) ? Optional.of(op.left())
            : Commuting.is(kind) && is(op.left(), constant, draft) ? Optional.of(op.right()) : Optional.empty();
        return x.filter(value -> value.type().equals(op.type()));
    }

    /** The x of {@code x constant} or {@code x / (1 / constant)}. */
    static Optional<Value> multiplied(Value product, double constant, Draft draft) {
        return draft.definition(product, Binary.class).flatMap(op -> operand(op, Binary.Kind.MUL, constant, draft)
            .or(() -> operand(op, Binary.Kind.DIV, 1 / constant, draft)));
    }

    /** The x of {@code x + constant}. */
    static Optional<Value> increased(Value sum, double constant, Draft draft) {
        return draft.definition(sum, Binary.class).flatMap(op -> operand(op, Binary.Kind.ADD, constant, draft));
    }

    /** The element of an f32 constant of one. */
    static Optional<Float> value(Value value, Draft draft) {
        boolean scalar = value.type().elements() == 1 && value.type().dtype() == DType.F32;
        return scalar ? draft.constant(value).map(tensor -> tensor.floats()[0]) : Optional.empty();
    }

    /** Whether {@code value} is a constant that holds {@code expected}, up to the rounding of f32. */
    static boolean is(Value value, double expected, Draft draft) {
        return value(value, draft).filter(held -> Math.abs(held - expected) <= TOLERANCE * Math.max(1, Math.abs(expected))).isPresent();
    }
}
