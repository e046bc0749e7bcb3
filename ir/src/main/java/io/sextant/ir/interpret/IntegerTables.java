package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Functions of one quantised integer: a table of what each integer of the operand's type becomes. */
final class IntegerTables {
    private IntegerTables() {
    }

    static int[] each(Quantized op, List<int[]> operands) {
        DType dtype = op.inputs().get(0).type().dtype();
        int least = (int) dtype.least();
        int[] table = table(op);
        int[] input = operands.get(0);
        int[] result = new int[input.length];
        for (int i = 0; i < input.length; i++) {
            result[i] = table[input[i] - least];
        }
        return result;
    }

    /** What the integers of the operand's type become, from the least to the greatest. */
    private static int[] table(Quantized op) {
        DType dtype = op.inputs().get(0).type().dtype();
        int least = (int) dtype.least();
        int[] table = new int[(int) dtype.greatest() - least + 1];
        Optional<IntUnaryOperator> exact = fixedPoint(op, op.real());
        if (exact.isPresent()) {
            fill(op, table, exact.get());
        } else {
            fillReal(op, table);
        }
        return table;
    }

    /** Empty for what is a table of real numbers. */
    private static Optional<IntUnaryOperator> fixedPoint(Quantized op, Op real) {
        if (real instanceof Clamp clamp) {
            return Optional.of(limited(op, clamp.low(), clamp.high()));
        }
        if (real instanceof LeakyRelu leaky) {
            return Optional.of(leaky(op, leaky.slope()));
        }
        return real instanceof Unary unary ? fixedPoint(op, unary.kind()) : Optional.empty();
    }

    private static Optional<IntUnaryOperator> fixedPoint(Quantized op, Unary.Kind kind) {
        return switch (kind) {
            case RELU -> Optional.of(limited(op, 0, Float.POSITIVE_INFINITY));
            case RELU6 -> Optional.of(limited(op, 0, 6));
            case HARD_SWISH -> op.inputs().get(0).type().dtype() == DType.I16 ? Optional.empty() : Optional.of(IntegerHardSwish.of(op));
            case ABS -> Optional.of(magnitude(op));
            case NEG -> Optional.of(negative(op));
            case SIGMOID, SILU, HARD_SIGMOID, TANH, GELU, EXP, LOG, SQRT, RECIPROCAL, ERF, SOFTPLUS, FLOOR, CEIL, ROUND, SIGN, SIN, COS,
                NOT -> Optional.empty();
        };
    }

    /** By {@code function} of the integer without its zero point, to that of the result. */
    private static void fill(Quantized op, int[] table, IntUnaryOperator function) {
        int offset = (int) op.inputs().get(0).type().dtype().least() - op.inputs().get(0).type().scheme().zeroPoint();
        for (int i = 0; i < table.length; i++) {
            int value = function.applyAsInt(i + offset) + op.result().zeroPoint();
            table[i] = Math.max(op.low(), Math.min(op.high(), value));
        }
    }

    private static float ratio(Quantized op) {
        return op.inputs().get(0).type().scheme().scale() / op.result().scale();
    }

    private static IntUnaryOperator limited(Quantized op, float low, float high) {
        Multiplier multiplier = Multiplier.of(ratio(op));
        int least = (int) FixedPoint.halfAway(low / op.result().scale());
        int greatest = (int) FixedPoint.halfAway(high / op.result().scale());
        return x -> Math.max(least, Math.min(greatest, multiplier.times(x)));
    }

    private static IntUnaryOperator leaky(Quantized op, float slope) {
        Multiplier identity = Multiplier.of(ratio(op));
        Multiplier sloped = Multiplier.of(op.inputs().get(0).type().scheme().scale() * slope / op.result().scale());
        return x -> (x >= 0 ? identity : sloped).times(x);
    }

    private static IntUnaryOperator magnitude(Quantized op) {
        Multiplier multiplier = Multiplier.of(ratio(op));
        return x -> multiplier.times(Math.abs(x));
    }

    private static IntUnaryOperator negative(Quantized op) {
        Multiplier multiplier = Multiplier.of(ratio(op));
        return x -> multiplier.times(-x);
    }

    /**
     * By the real operator in f32: dequantised, computed, times the reciprocal of the result's scale, rounded, of two the integer farther
     * from zero; the least integer where it is undefined.
     */
    private static void fillReal(Quantized op, int[] table) {
        TensorType from = op.inputs().get(0).type();
        Quantisation scheme = from.scheme();
        float[] reals = new float[table.length];
        for (int i = 0; i < table.length; i++) {
            reals[i] = scheme.scale() * (i + (int) from.dtype().least() - scheme.zeroPoint());
        }
        float[] results = results(op.real(), reals);
        float inverse = 1 / op.result().scale();
        for (int i = 0; i < table.length; i++) {
            double steps = Float.isNaN(results[i]) ? Double.NEGATIVE_INFINITY : FixedPoint.halfAway(results[i] * inverse);
            table[i] = (int) Math.max(op.low(), Math.min(op.high(), steps + op.result().zeroPoint()));
        }
    }

    private static float[] results(Op real, float[] inputs) {
        if (real instanceof Unary unary && unary.kind() == Unary.Kind.SIGMOID) {
            return sigmoids(inputs);
        }
        Value operand = real.operands().get(0);
        Value all = new Value(operand.id(), TensorType.f32(inputs.length));
        return Interpreter.evaluate(real.mapOperands(any -> all), any -> Tensor.of(all.type(), inputs)).floats();
    }

    /** Rounded to f32 at every step, as TFLite's are: at a tie between two integers that decides. */
    private static float[] sigmoids(float[] inputs) {
        float[] results = new float[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            results[i] = 1 / (1 + (float) Math.exp(-inputs[i]));
        }
        return results;
    }
}
