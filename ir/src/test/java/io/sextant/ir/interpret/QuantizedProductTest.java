package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of quantised integers against exact arithmetic. */
class QuantizedProductTest {
    private static final List<Integer> ONE = List.of(1, 1);
    private static final List<Float> WEIGHT_SCALES = List.of(0.5f, 0.125f, 2f, 0.25f);
    private final Scratch scratch = new Scratch();

    private Value integers(DType dtype, Quantisation scheme, int bound, int... dims) {
        return scratch.value(RandomTensors.of(new TensorType(dtype, Shape.of(dims)).quantised(scheme), dims.length, bound));
    }

    private static Convolution convolution(Value input, Value filter, Value bias, int groups) {
        return new Convolution(Quantized.standIn(input), Quantized.standIn(filter), Optional.of(Quantized.standIn(bias)), ONE, ONE,
            List.of(0, 2), ONE, groups);
    }

    private Quantized convolution(int groups, Quantisation result, Rounding rounding) {
        Value input = integers(DType.I8, Quantisation.perTensor(0.25f, 5), 128, 2, 5, 6, 4);
        Value filter = integers(DType.I8, Quantisation.perAxis(WEIGHT_SCALES, 3), 127, 3, 2, 4 / groups, 4);
        Value bias = integers(DType.I32, Quantisation.perAxis(WEIGHT_SCALES.stream().map(scale -> scale / 4).toList(), 0), 3000, 4);
        return Quantized.of(convolution(input, filter, bias, groups), List.of(input, filter, bias), DType.I8, result, rounding);
    }

    /** The real result, which f64 holds exactly as all scales are powers of two. */
    private float[] reals(Quantized op) {
        return Interpreter.evaluate(op.real(), operand -> {
            Value input = op.inputs().stream().filter(value -> value.id() == operand.id()).findFirst().orElseThrow();
            Tensor tensor = scratch.tensor(input);
            Quantisation scheme = input.type().scheme();
            float[] values = new float[tensor.type().elements()];
            for (int i = 0; i < values.length; i++) {
                int position = i % scheme.scales().size();
                values[i] = (tensor.ints()[i] - scheme.zeroPoint(position)) * scheme.scale(position);
            }
            return Tensor.of(operand.type(), values);
        }).floats();
    }

    /** By {@code BigDecimal}, to the even integer of two. */
    private static int[] quantised(float[] reals, Quantisation result) {
        int[] integers = new int[reals.length];
        for (int i = 0; i < reals.length; i++) {
            BigDecimal steps = new BigDecimal(reals[i]).divide(new BigDecimal(result.scale()));
            int rounded = steps.setScale(0, RoundingMode.HALF_EVEN).intValueExact() + result.zeroPoint();
            integers[i] = Math.max(-128, Math.min(127, rounded));
        }
        return integers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void convolutionsRoundToEven(int groups) {
        Quantisation result = Quantisation.perTensor(32, -3);
        Quantized op = convolution(groups, result, Rounding.QDQ);
        assertArrayEquals(quantised(reals(op), result), scratch.evaluate(op).ints());
    }

    @Test
    void denseAndMatrixProductsRoundToEven() {
        Quantisation result = Quantisation.perTensor(16, 7);
        Value left = integers(DType.I8, Quantisation.perTensor(0.25f, 5), 128, 2, 3, 9);
        Value right = integers(DType.I8, Quantisation.perTensor(0.5f, -6), 128, 9, 4);
        Quantized product = Quantized.of(new MatMul(Quantized.standIn(left), Quantized.standIn(right)), List.of(left, right), DType.I8,
            result, Rounding.QDQ);
        assertArrayEquals(quantised(reals(product), result), scratch.evaluate(product).ints());
        Value bias = integers(DType.I32, Quantisation.perTensor(0.125f, 0), 1000, 4);
        Op dense = new Dense(Quantized.standIn(left), Quantized.standIn(right), Optional.of(Quantized.standIn(bias)));
        Quantized op = Quantized.of(dense, List.of(left, right, bias), DType.I8, result, Rounding.QDQ);
        assertArrayEquals(quantised(reals(op), result), scratch.evaluate(op).ints());
    }

    /** Sums beyond 2^24, which f32 has not, stay exact until they are scaled. */
    @Test
    void sumsAreExact() {
        TensorType type = new TensorType(DType.I8, Shape.of(1, 2000)).quantised(Quantisation.perTensor(1, -128));
        int[] elements = new int[2000];
        java.util.Arrays.fill(elements, 127);
        Value input = scratch.value(Tensor.ofInts(type, elements));
        Value weights = scratch.value(Tensor.ofInts(new TensorType(DType.I8, Shape.of(2000, 1)).quantised(Quantisation.perTensor(1, 0)),
            elements));
        Value bias = scratch.value(Tensor.ofInts(new TensorType(DType.I32, Shape.of(1)).quantised(Quantisation.perTensor(1, 0)),
            1 - 255 * 127 * 2000));
        Op real = new Dense(Quantized.standIn(input), Quantized.standIn(weights), Optional.of(Quantized.standIn(bias)));
        for (Rounding rounding : Rounding.values()) {
            Quantized op = Quantized.of(real, List.of(input, weights, bias), DType.I8, Quantisation.perTensor(1, 0), rounding);
            assertEquals(1, scratch.evaluate(op).ints()[0], rounding.toString());
        }
    }

    /** Where no result has to be rounded, integers are real arithmetic. */
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void exactScalesGiveRealArithmetic(Rounding rounding) {
        Value input = integers(DType.I8, Quantisation.perTensor(0.5f, 1), 3, 1, 4, 4, 2);
        Value filter = integers(DType.I8, Quantisation.perAxis(List.of(1f, 4f), 3), 2, 3, 2, 2, 2);
        Value bias = integers(DType.I32, Quantisation.perAxis(List.of(0.5f, 2f), 0), 20, 2);
        Quantisation result = Quantisation.perTensor(0.5f, -2);
        Op real = convolution(input, filter, bias, 1);
        Quantized op = Quantized.of(real, List.of(input, filter, bias), DType.I8, result, rounding);
        float[] reals = reals(op);
        int[] expected = new int[reals.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (int) Math.max(-128, Math.min(127, reals[i] * 2 - 2));
        }
        assertArrayEquals(expected, scratch.evaluate(op).ints());
    }

    /** -2.5 steps: one matrix product rounds halves up, a depthwise convolution away from zero, QDQ to even. */
    @Test
    void negativeHalvesOfSums() {
        assertEquals(-2, half(1, Rounding.TFLITE));
        assertEquals(-3, half(2, Rounding.TFLITE));
        assertEquals(-2, half(2, Rounding.QDQ));
    }

    private int half(int groups, Rounding rounding) {
        Value input = scratch.value(Tensor.ofInts(new TensorType(DType.I8, Shape.of(1, 1, 1, groups))
            .quantised(Quantisation.perTensor(1, 0)), groups == 1 ? new int[] {-5} : new int[] {-5, -5}));
        Value filter = scratch.value(Tensor.ofInts(new TensorType(DType.I8, Shape.of(1, 1, 1, groups))
            .quantised(Quantisation.perTensor(0.25f, 0)), groups == 1 ? new int[] {2} : new int[] {2, 2}));
        Op real = new Convolution(Quantized.standIn(input), Quantized.standIn(filter), Optional.empty(), ONE, List.of(0, 0),
            List.of(0, 0), ONE, groups);
        return scratch.evaluate(Quantized.of(real, List.of(input, filter), DType.I8, Quantisation.perTensor(1, 0), rounding)).ints()[0];
    }
}
