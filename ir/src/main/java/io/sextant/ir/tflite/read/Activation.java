package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.ActivationBounds;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import java.util.Optional;

/** A fused activation, in the order of the schema: the real bounds of a result, or a function of it. */
enum Activation {
    NONE(ActivationBounds.NONE),
    RELU(ActivationBounds.RELU),
    RELU_N1_TO_1(ActivationBounds.RELU_N1_TO_1),
    RELU6(ActivationBounds.RELU6),
    TANH(ActivationBounds.NONE);

    private final ActivationBounds bounds;

    Activation(ActivationBounds bounds) {
        this.bounds = bounds;
    }

    static Activation of(int code) {
        if (code < 0 || code >= values().length) {
            throw new InvalidInput("fused activation " + (code == values().length ? "SIGN_BIT" : code) + " is not supported");
        }
        return values()[code];
    }

    /** The operator that it is on its own, on real numbers. */
    Optional<Op> operator(Value input) {
        return switch (this) {
            case NONE -> Optional.empty();
            case RELU -> Optional.of(new Unary(input, Unary.Kind.RELU));
            case RELU6 -> Optional.of(new Unary(input, Unary.Kind.RELU6));
            case RELU_N1_TO_1 -> Optional.of(new Clamp(input, bounds.low(), bounds.high()));
            case TANH -> Optional.of(new Unary(input, Unary.Kind.TANH));
        };
    }

    /** The least integer of a result, as TFLite's CalculateActivationRangeQuantized has it. */
    int low(Quantisation scheme, DType dtype) {
        requireIntegers(bounds.low(), scheme);
        return bounds.low(scheme, dtype);
    }

    int high(Quantisation scheme, DType dtype) {
        requireIntegers(bounds.high(), scheme);
        return bounds.high(scheme, dtype);
    }

    private void requireIntegers(float bound, Quantisation scheme) {
        if (this == TANH) {
            throw new InvalidInput("fused activation TANH is not supported on quantised tensors");
        }
        if (Float.isFinite(bound) && Math.abs((double) (bound / scheme.scale())) > Integer.MAX_VALUE) {
            throw new InvalidInput("fused activation: " + bound + " is beyond the integers at scale " + scheme.scale());
        }
    }
}
