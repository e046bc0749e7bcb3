package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.OptionalInt;

/**
 * Real numbers as quantised integers, quantised integers as real numbers, or as other quantised integers, by parameters that are part of
 * the types: TFLite QUANTIZE and DEQUANTIZE, ONNX QuantizeLinear and DequantizeLinear with constant parameters. What is beyond the range
 * becomes its least or greatest.
 * <ul>
 * <li>C1: the input is f32 or quantised, {@code to} too, and one of them is quantised
 * <li>C2: both are of one shape
 * <li>C3: of two quantised types with a scale for each position on an axis, the axis is the same
 * </ul>
 *
 * @param to the result's type
 */
public record Requantize(Value input, TensorType to, Rounding rounding) implements Op {
    public Requantize {
        TensorType from = input.type();
        boolean real = from.equals(from.real()) || from.isQuantised();
        IllTyped.unless(real && (to.equals(to.real()) || to.isQuantised()) && (from.isQuantised() || to.isQuantised()), "requantize C1",
            "from f32 or quantised to f32 or quantised, one of them quantised, got %s and %s", from, to);
        IllTyped.unless(from.shape().equals(to.shape()), "requantize C2", "result %s has the shape of input %s", to, from);
        IllTyped.unless(isAligned(from, to), "requantize C3", "scales are on one axis, got %s and %s", from, to);
    }

    /** Whether scales of both types, if both have more than one, are for positions on the same axis. */
    public static boolean isAligned(TensorType from, TensorType to) {
        OptionalInt axis = from.quantisation().map(Quantisation::axis).orElse(OptionalInt.empty());
        OptionalInt other = to.quantisation().map(Quantisation::axis).orElse(OptionalInt.empty());
        return axis.isEmpty() || other.isEmpty() || axis.equals(other);
    }

    @Override
    public TensorType type() {
        return to;
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.requantize(this);
    }
}
