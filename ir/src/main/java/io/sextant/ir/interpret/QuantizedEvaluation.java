package io.sextant.ir.interpret;

import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Operators on quantised integers: by their integer kernel, or by the real operator between dequantising and quantising. */
final class QuantizedEvaluation {
    private QuantizedEvaluation() {
    }

    static Tensor requantize(Requantize op, Tensor input) {
        if (!op.to().isQuantised()) {
            return real(input);
        }
        return Tensor.ofInts(op.to(), op.rounding() == Rounding.TFLITE && input.type().isQuantised()
            ? IntegerScaling.rescaled(op, input.ints()) : IntegerScaling.quantised(op.to(), real(input).floats(), op.rounding()));
    }

    static Tensor quantized(Quantized op, Function<Value, Tensor> operands) {
        Optional<IntegerKernel> kernel = op.rounding() == Rounding.TFLITE ? TfliteKernels.of(op) : QdqKernels.of(op);
        return Tensor.ofInts(op.type(), kernel.isPresent()
            ? kernel.get().compute(op, op.inputs().stream().map(input -> operands.apply(input).ints()).toList())
            : byReals(op, operands));
    }

    private static int[] byReals(Quantized op, Function<Value, Tensor> operands) {
        Map<Integer, Tensor> reals = new HashMap<>();
        op.inputs().forEach(input -> reals.put(input.id(), real(operands.apply(input))));
        Tensor result = Interpreter.evaluate(op.real(), operand -> reals.get(operand.id()));
        int[] integers = IntegerScaling.quantised(op.type(), result.floats(), op.rounding());
        for (int i = 0; i < integers.length; i++) {
            integers[i] = Math.max(op.low(), Math.min(op.high(), integers[i]));
        }
        return integers;
    }

    /** See {@link Interpreter#real}. */
    static Tensor real(Tensor tensor) {
        TensorType type = tensor.type();
        if (!type.isQuantised()) {
            return tensor;
        }
        Quantisation scheme = type.scheme();
        Positions positions = Positions.of(type);
        float[] values = new float[type.elements()];
        for (int i = 0; i < values.length; i++) {
            int position = positions.at(i);
            values[i] = (float) ((long) tensor.ints()[i] - scheme.zeroPoint(position)) * scheme.scale(position);
        }
        return Tensor.of(type.real(), values);
    }
}
