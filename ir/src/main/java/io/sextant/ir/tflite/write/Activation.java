package io.sextant.ir.tflite.write;

import io.sextant.ir.op.ActivationBounds;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.TensorType;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.lite.schema.ActivationFunctionType;

/**
 * Bounds of a result.
 *
 * @param fused the activation of {@code ActivationFunctionType} that gives exactly these bounds; empty if none does
 * @param low   the least integer of a quantised result; empty if that is the least of its type, or it is not quantised
 * @param high  the greatest, likewise
 */
record Activation(Optional<Byte> fused, OptionalInt low, OptionalInt high) {
    static final Activation NONE = fused(ActivationFunctionType.NONE);

    private static final byte[] CANDIDATES = {ActivationFunctionType.NONE, ActivationFunctionType.RELU, ActivationFunctionType.RELU6,
        ActivationFunctionType.RELU_N1_TO_1};

    /** Of a result of real numbers. */
    static Activation fused(byte code) {
        return new Activation(Optional.of(code), OptionalInt.empty(), OptionalInt.empty());
    }

    static Activation of(Quantized op) {
        return of(op.type(), op.low(), op.high());
    }

    static Activation of(TensorType type, int low, int high) {
        int least = (int) type.dtype().least();
        int greatest = (int) type.dtype().greatest();
        Optional<Byte> fused = Optional.empty();
        for (byte candidate : CANDIDATES) {
            ActivationBounds bounds = bounds(candidate);
            boolean fits = bounds.low(type.scheme(), type.dtype()) == low && bounds.high(type.scheme(), type.dtype()) == high;
            fused = fused.isEmpty() && fits ? Optional.of(candidate) : fused;
        }
        return new Activation(fused, low == least ? OptionalInt.empty() : OptionalInt.of(low),
            high == greatest ? OptionalInt.empty() : OptionalInt.of(high));
    }

    /** The bounds on {@code type} of an activation of real numbers that is an operator of its own. */
    static Activation between(TensorType type, ActivationBounds bounds) {
        return of(type, bounds.low(type.scheme(), type.dtype()), bounds.high(type.scheme(), type.dtype()));
    }

    /** The activation that {@code op} is, on real numbers, if it is one of those that TFLite fuses. */
    static Optional<Byte> of(Op op) {
        if (op instanceof Unary unary) {
            return unary.kind() == Unary.Kind.RELU ? Optional.of(ActivationFunctionType.RELU)
                : unary.kind() == Unary.Kind.RELU6 ? Optional.of(ActivationFunctionType.RELU6) : Optional.empty();
        }
        if (op instanceof Clamp clamp) {
            for (byte candidate : CANDIDATES) {
                ActivationBounds bounds = bounds(candidate);
                if (clamp.low() == bounds.low() && clamp.high() == bounds.high()) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** What is left of these bounds for one whose result is within {@code given} already. */
    Activation beyond(Activation given) {
        OptionalInt tighterLow = low.isPresent() && given.low.isPresent() && given.low.getAsInt() >= low.getAsInt() ? OptionalInt.empty() : low;
        OptionalInt tighterHigh = high.isPresent() && given.high.isPresent() && given.high.getAsInt() <= high.getAsInt()
            ? OptionalInt.empty() : high;
        return tighterLow.isEmpty() && tighterHigh.isEmpty() ? NONE : new Activation(Optional.empty(), tighterLow, tighterHigh);
    }

    /** These bounds and then those of {@code other}, which hold where the two have nothing in common; by operators of their own. */
    Activation then(Activation other) {
        OptionalInt least = low.isEmpty() ? other.low : OptionalInt.of(other.clamped(low.getAsInt()));
        OptionalInt greatest = high.isEmpty() ? other.high : OptionalInt.of(other.clamped(high.getAsInt()));
        return least.isEmpty() && greatest.isEmpty() ? NONE : new Activation(Optional.empty(), least, greatest);
    }

    private int clamped(int value) {
        return Math.max(low.orElse(Integer.MIN_VALUE), Math.min(high.orElse(Integer.MAX_VALUE), value));
    }

    boolean isNone() {
        return fused.isPresent() && fused.get() == ActivationFunctionType.NONE;
    }

    private static ActivationBounds bounds(byte code) {
        return switch (code) {
            case ActivationFunctionType.RELU -> ActivationBounds.RELU;
            case ActivationFunctionType.RELU6 -> ActivationBounds.RELU6;
            case ActivationFunctionType.RELU_N1_TO_1 -> ActivationBounds.RELU_N1_TO_1;
            default -> ActivationBounds.NONE;
        };
    }
}
