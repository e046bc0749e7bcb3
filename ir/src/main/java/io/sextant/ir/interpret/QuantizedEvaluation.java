package io.sextant.ir.interpret;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Operators on quantised integers. */
final class QuantizedEvaluation {
    private QuantizedEvaluation() {
    }

    static Tensor requantize(Requantize op, Tensor input) {
        Tensor real = real(input);
        return op.to().isQuantised() ? integers(op.to(), real.floats(), (int) op.to().dtype().least(), (int) op.to().dtype().greatest(),
            op.rounding()) : real;
    }

    static Tensor quantized(Quantized op, Function<Value, Tensor> operands) {
        Map<Integer, Tensor> reals = new HashMap<>();
        op.inputs().forEach(input -> reals.put(input.id(), real(operands.apply(input))));
        Op real = op.real();
        Tensor result = Interpreter.evaluate(real, operand -> reals.get(operand.id()));
        return integers(op.type(), result.floats(), op.low(), op.high(), op.rounding());
    }

    /** What the integers stand for; f32 as it is. */
    private static Tensor real(Tensor tensor) {
        TensorType type = tensor.type();
        if (!type.isQuantised()) {
            return tensor;
        }
        Quantisation scheme = type.scheme();
        int step = scheme.isPerTensor() ? 1 : type.shape().strides()[scheme.axis().getAsInt()];
        float[] values = new float[type.elements()];
        for (int i = 0; i < values.length; i++) {
            int position = i / step % scheme.scales().size();
            values[i] = (float) ((long) tensor.ints()[i] - scheme.zeroPoint(position)) * scheme.scale(position);
        }
        return Tensor.of(type.real(), values);
    }

    private static Tensor integers(TensorType type, float[] values, int low, int high, Rounding rounding) {
        DType dtype = type.dtype();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double quotient = values[i] / type.scheme().scale();
            double rounded = rounding == Rounding.QDQ ? Math.rint(quotient) : Math.copySign(Math.floor(Math.abs(quotient) + 0.5), quotient);
            long shifted = (long) rounded + type.scheme().zeroPoint();
            integers[i] = (int) Math.max(Math.max(low, dtype.least()), Math.min(Math.min(high, dtype.greatest()), shifted));
        }
        return Tensor.ofInts(type, integers);
    }
}
