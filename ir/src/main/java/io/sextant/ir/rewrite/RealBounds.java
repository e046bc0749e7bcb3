package io.sextant.ir.rewrite;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.Optional;

/**
 * Bounds that are put on a value before it is used.
 *
 * @param of the value before
 */
record RealBounds(Value of, float low, float high) {
    static RealBounds none(Value value) {
        return new RealBounds(value, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /** All bounds that {@code value} is the result of, as far as nothing else uses what is bounded. */
    static RealBounds at(Value value, Draft draft) {
        RealBounds bounds = none(value);
        Optional<RealBounds> next = draft.onlyFor(value, Op.class).flatMap(op -> step(op, draft));
        while (next.isPresent()) {
            bounds = next.get().then(bounds);
            Value inner = bounds.of;
            next = draft.onlyFor(inner, Op.class).flatMap(op -> step(op, draft));
        }
        return bounds;
    }

    private static Optional<RealBounds> step(Op op, Draft draft) {
        if (op instanceof Clamp clamp) {
            return Optional.of(new RealBounds(clamp.input(), clamp.low(), clamp.high()));
        }
        if (op instanceof Unary unary && (unary.kind() == Unary.Kind.RELU || unary.kind() == Unary.Kind.RELU6)) {
            return Optional.of(new RealBounds(unary.input(), 0, unary.kind() == Unary.Kind.RELU ? Float.POSITIVE_INFINITY : 6));
        }
        return op instanceof Binary binary ? extreme(binary, draft) : Optional.empty();
    }

    private static Optional<RealBounds> extreme(Binary op, Draft draft) {
        boolean minimum = op.kind() == Binary.Kind.MIN;
        boolean scalar = op.right().type().elements() == 1 && op.left().type().equals(op.type());
        return (minimum || op.kind() == Binary.Kind.MAX) && scalar ? draft.constant(op.right()).map(tensor -> tensor.floats()[0])
            .filter(bound -> !Float.isNaN(bound))
            .map(bound -> new RealBounds(op.left(), minimum ? Float.NEGATIVE_INFINITY : bound, minimum ? bound : Float.POSITIVE_INFINITY))
            : Optional.empty();
    }

    /** These bounds, and then {@code later} ones on the result. */
    private RealBounds then(RealBounds later) {
        return new RealBounds(of, clamped(low, later), clamped(high, later));
    }

    private static float clamped(float value, RealBounds bounds) {
        return Math.min(Math.max(value, bounds.low), bounds.high);
    }

    /** The least integer of {@code type}: that of the bound, since quantising is monotonous. */
    int low(TensorType type) {
        return integer(low, type);
    }

    int high(TensorType type) {
        return integer(high, type);
    }

    private static int integer(float bound, TensorType type) {
        double integer = Math.rint(bound / type.scheme().scale()) + type.scheme().zeroPoint();
        return (int) Math.max(type.dtype().least(), Math.min(type.dtype().greatest(), integer));
    }
}
