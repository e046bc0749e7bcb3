package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators on quantised integers against real numbers: no result is more than one step from the rounded real one. */
class QuantizedMeaningTest {
    private static final Quantisation SCHEME = Quantisation.perTensor(0.037f, -11);
    private static final Quantisation OTHER = Quantisation.perTensor(0.021f, 23);
    private static final Quantisation SHARE = Quantisation.perTensor(1f / 256, -128);
    private final Scratch scratch = new Scratch();

    private Value all(Quantisation scheme) {
        int[] elements = new int[256];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = i - 128;
        }
        return scratch.value(Tensor.ofInts(type(scheme, 256), elements));
    }

    private Value random(Quantisation scheme, int... dims) {
        return scratch.value(RandomTensors.of(type(scheme, dims), dims.length, 128));
    }

    private static TensorType type(Quantisation scheme, int... dims) {
        return new TensorType(DType.I8, Shape.of(dims)).quantised(scheme);
    }

    /** Every result within one step of quantise(real(dequantise(inputs))) in f64. */
    private void assertNear(Op real, Quantisation result, Rounding rounding, Value... inputs) {
        Quantized op = Quantized.of(real, List.of(inputs), DType.I8, result, rounding);
        int[] integers = scratch.evaluate(op).ints();
        Scratch reals = new Scratch();
        List<Value> standIns = new ArrayList<>();
        for (Value input : inputs) {
            standIns.add(reals.value(scratch.evaluate(new Requantize(input, input.type().real(), rounding))));
        }
        float[] expected = reals.floats(real.mapOperands(operand -> standIns.get(real.operands().indexOf(operand))));
        for (int i = 0; i < integers.length; i++) {
            double exact = Math.max(-128, Math.min(127, (double) expected[i] / result.scale() + result.zeroPoint()));
            assertTrue(Math.abs(integers[i] - exact) <= 1 + 1e-3, rounding + " " + real + ": " + integers[i] + " for " + exact);
        }
    }

    /** All 256 integers. */
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void functionsOfOneElement(Rounding rounding) {
        Value input = all(SCHEME);
        Value x = Quantized.standIn(input);
        for (Unary.Kind kind : Unary.Kind.values()) {
            if (kind != Unary.Kind.NOT && kind != Unary.Kind.LOG && kind != Unary.Kind.SQRT && kind != Unary.Kind.RECIPROCAL) {
                assertNear(new Unary(x, kind), kind == Unary.Kind.SIGMOID ? SHARE : OTHER, rounding, input);
            }
        }
        assertNear(new Clamp(x, -1, 1.5f), OTHER, rounding, input);
        assertNear(new LeakyRelu(x, 0.1f), OTHER, rounding, input);
        assertNear(new LeakyRelu(x, -0.6f), OTHER, rounding, input);
        assertNear(new Elu(x, 0.7f), OTHER, rounding, input);
        Value positive = all(Quantisation.perTensor(0.037f, -128));
        assertNear(new Unary(Quantized.standIn(positive), Unary.Kind.SQRT), OTHER, rounding, positive);
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void arithmetic(Rounding rounding) {
        Value a = random(SCHEME, 3, 1, 7);
        Value b = random(OTHER, 5, 7);
        for (Binary.Kind kind : List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL)) {
            assertNear(new Binary(Quantized.standIn(a), Quantized.standIn(b), kind), Quantisation.perTensor(0.05f, 3), rounding, a, b);
        }
        Value c = random(SCHEME, 5, 7);
        for (Binary.Kind kind : List.of(Binary.Kind.MIN, Binary.Kind.MAX)) {
            assertNear(new Binary(Quantized.standIn(a), Quantized.standIn(c), kind), SCHEME, rounding, a, c);
        }
        assertNear(new Binary(Quantized.standIn(a), Quantized.standIn(a), Binary.Kind.MUL), SCHEME, rounding, a, a);
    }

    /** 1024 times the extent is beyond 32 bits. */
    @Test
    void rowsOfMillionsAreResized() {
        int extent = 1 << 21;
        int[] quarters = new int[extent];
        for (int i = 0; i < extent; i++) {
            quarters[i] = i / (extent / 4);
        }
        Value row = scratch.value(Tensor.ofInts(type(SCHEME, 1, extent, 1), quarters));
        Op resize = new Resize(Quantized.standIn(row), List.of(4), Resize.Mode.LINEAR);
        assertArrayEquals(new int[] {0, 1, 2, 3},
            scratch.evaluate(Quantized.of(resize, List.of(row), DType.I8, SCHEME, Rounding.TFLITE)).ints());
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void windowsAndRows(Rounding rounding) {
        Value image = random(SCHEME, 2, 5, 6, 3);
        Value x = Quantized.standIn(image);
        List<Integer> two = List.of(2, 2);
        List<Integer> one = List.of(1, 1);
        assertNear(new Pool(x, Pool.Kind.MAX, two, one, one, one, false), SCHEME, rounding, image);
        assertNear(new Pool(x, Pool.Kind.AVERAGE, two, one, one, one, false), SCHEME, rounding, image);
        assertNear(new Pool(x, Pool.Kind.AVERAGE, two, one, one, one, true), SCHEME, rounding, image);
        assertNear(new GlobalPool(x, Pool.Kind.AVERAGE), OTHER, rounding, image);
        assertNear(new GlobalPool(x, Pool.Kind.MAX), SCHEME, rounding, image);
        assertNear(new Reduce(x, Reduce.Kind.MEAN, List.of(1, 3), true), OTHER, rounding, image);
        assertNear(new Reduce(x, Reduce.Kind.SUM, List.of(2), false), Quantisation.perTensor(0.3f, 5), rounding, image);
        assertNear(new Reduce(x, Reduce.Kind.L1, List.of(2), false), Quantisation.perTensor(0.3f, 5), rounding, image);
        assertNear(new Softmax(x, 3), SHARE, rounding, image);
        assertNear(new Softmax(x, 1), SHARE, rounding, image);
        assertNear(new Resize(x, List.of(9, 4), Resize.Mode.LINEAR), SCHEME, rounding, image);
        assertNear(new Resize(x, List.of(9, 4), Resize.Mode.NEAREST), SCHEME, rounding, image);
        assertNear(new Pad(x, List.of(0, 1, 0, 0), List.of(0, 0, 2, 0), 0.5f), SCHEME, rounding, image);
        assertNear(new Concat(List.of(x, x), 2), SCHEME, rounding, image, image);
    }

    /** Movement within one scheme keeps the integers. */
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void movementIsExact(Rounding rounding) {
        Value input = all(SCHEME);
        Value x = Quantized.standIn(input);
        int[] integers = scratch.tensor(input).ints();
        assertArrayEquals(integers, scratch.evaluate(Quantized.of(new Pad(x, List.of(0), List.of(0), 0), List.of(input), DType.I8, SCHEME,
            rounding)).ints());
        assertArrayEquals(integers, scratch.evaluate(Quantized.of(new Concat(List.of(x), 0), List.of(input), DType.I8, SCHEME,
            rounding)).ints());
        assertArrayEquals(integers, scratch.evaluate(new Requantize(input, input.type(), rounding)).ints());
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void activationsClampTheIntegers(Rounding rounding) {
        Value input = all(SCHEME);
        Quantized op = Quantized.of(new Unary(Quantized.standIn(input), Unary.Kind.ABS), List.of(input), DType.I8, OTHER, rounding)
            .clamped(30, 40);
        for (int integer : scratch.evaluate(op).ints()) {
            assertTrue(integer >= 30 && integer <= 40, "clamped to 30..40, got " + integer);
        }
        assertEquals(40, scratch.evaluate(op).ints()[0]);
        assertEquals(30, scratch.evaluate(op).ints()[128 - 11]);
    }
}
