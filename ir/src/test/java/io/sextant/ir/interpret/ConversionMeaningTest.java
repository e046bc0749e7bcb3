package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Casts, quantisation and dequantisation by hand, and operators of narrow floating types by way of f32. */
class ConversionMeaningTest {
    private final Scratch scratch = new Scratch();

    @Test
    void realNumbersAreTruncatedAndSaturate() {
        Value reals = scratch.value(TensorType.f32(9), 1.5f, -1.9f, 2.5f, 127.9f, 128, -300, 1e20f, Float.NEGATIVE_INFINITY, Float.NaN);
        assertArrayEquals(new int[] {1, -1, 2, 127, 127, -128, 127, -128, 0}, ints(reals, DType.I8));
        assertArrayEquals(new int[] {1, 0, 2, 127, 128, 0, 255, 0, 0}, ints(reals, DType.U8));
        assertArrayEquals(new int[] {1, -1, 2, 7, 7, -8, 7, -8, 0}, ints(reals, DType.I4));
        assertArrayEquals(new int[] {1, -1, 2, 127, 128, -300, Integer.MAX_VALUE, Integer.MIN_VALUE, 0}, ints(reals, DType.I32));
        assertArrayEquals(new long[] {1, -1, 2, 127, 128, -300, Long.MAX_VALUE, Long.MIN_VALUE, 0},
            scratch.evaluate(new Cast(reals, DType.I64)).longs());
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, ints(reals, DType.BOOL));
        assertArrayEquals(new int[] {0, 0, 1}, ints(scratch.value(TensorType.f32(3), 0, -0f, 1e-40f), DType.BOOL));
    }

    @Test
    void integersKeepTheirLowestBits() {
        Value wide = scratch.value(Tensor.ofLongs(new TensorType(DType.I64, Shape.of(5)), 200, -129, 1L << 32 | 5, -1, 8));
        assertArrayEquals(new int[] {-56, 127, 5, -1, 8}, ints(wide, DType.I8));
        assertArrayEquals(new int[] {200, 127, 5, 255, 8}, ints(wide, DType.U8));
        assertArrayEquals(new int[] {-8, -1, 5, -1, -8}, ints(wide, DType.I4));
        assertArrayEquals(new int[] {200, -129, 5, -1, 8}, ints(wide, DType.I32));
        assertArrayEquals(new int[] {1, 1, 1, 1, 1}, ints(wide, DType.BOOL));
        Value zero = scratch.value(Tensor.ofLongs(new TensorType(DType.I64, Shape.of(2)), 1L << 40, 0));
        assertArrayEquals(new int[] {1, 0}, ints(zero, DType.BOOL));
        assertArrayEquals(new float[] {(float) (1L << 40), 0}, scratch.floats(new Cast(zero, DType.F32)));
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, 0}, scratch.floats(new Cast(zero, DType.F16)));
    }

    @Test
    void narrowFloatsAreTheNearest() {
        Value reals = scratch.value(TensorType.f32(4), 0.1f, 65520, 257, Float.NaN);
        assertArrayEquals(new float[] {0.099975586f, Float.POSITIVE_INFINITY, 257, Float.NaN}, scratch.floats(new Cast(reals, DType.F16)));
        assertArrayEquals(new float[] {0.100097656f, 65536, 256, Float.NaN}, scratch.floats(new Cast(reals, DType.BF16)));
        assertEquals(new TensorType(DType.BF16, Shape.of(4)), new Cast(reals, DType.BF16).type());
    }

    @Test
    void quantizeRoundsHalvesToEvenAndSaturates() {
        Value reals = scratch.value(TensorType.f32(2, 5), 1, 3, -1, 2.9f, 1000, -1000, Float.NEGATIVE_INFINITY, 1e38f, 0, Float.NaN);
        Value scale = scratch.value(TensorType.f32(), 2);
        assertArrayEquals(new int[] {0, 2, 0, 1, 127, -128, -128, 127, 0, 0}, quantized(reals, scale, 0, 0, DType.I8));
        assertArrayEquals(new int[] {10, 12, 10, 11, 255, 0, 0, 255, 10, 10}, quantized(reals, scale, 10, 0, DType.U8));
        assertArrayEquals(new int[] {-1, 1, -1, 0, 7, -8, -8, 7, -1, -1}, quantized(reals, scale, -1, 0, DType.I4));
        assertArrayEquals(new int[] {0, 2, 0, 1, 500, -500, -32768, 32767, 0, 0}, quantized(reals, scale, 0, 0, DType.I16));
    }

    /** 0.03 / 0.02 is 1.49962 of these two numbers, 1.5 as an f16, and 2 when rounded to even. */
    @Test
    void theQuotientIsOfTheInputsType() {
        Value real = scratch.value(Tensor.rounded(new TensorType(DType.F16, Shape.of(2)), 0.03f, -0.03f));
        Value scale = scratch.value(Tensor.rounded(new TensorType(DType.F16, Shape.of()), 0.02f));
        assertArrayEquals(new int[] {2, -2}, quantized(real, scale, 0, 0, DType.I8));
        assertArrayEquals(new int[] {1, -1}, quantized(scratch.then(new Cast(real, DType.F32)), scratch.then(new Cast(scale, DType.F32)), 0,
            0, DType.I8));
    }

    @Test
    void scalesBelongToPositionsOnTheAxis() {
        Value reals = scratch.value(TensorType.f32(2, 2), 4, 4, 8, 8);
        Value scales = scratch.value(TensorType.f32(2), 1, 2);
        Value zeros = scratch.value(Tensor.ofInts(new TensorType(DType.I8, Shape.of(2)), 0, 1));
        assertArrayEquals(new int[] {4, 3, 8, 5}, scratch.evaluate(new Quantize(reals, scales, zeros, 1)).ints());
        Value rows = scratch.then(new Quantize(reals, scales, zeros, 0));
        assertArrayEquals(new int[] {4, 4, 5, 5}, scratch.tensor(rows).ints());
        assertArrayEquals(new float[] {4, 4, 8, 8}, scratch.floats(new Dequantize(rows, scales, zeros, 0)));
        assertArrayEquals(new float[] {4, 6, 5, 8}, scratch.floats(new Dequantize(rows, scales, zeros, 1)));
    }

    /** The difference does not overflow: i32 minus i32, u8 minus u8. */
    @Test
    void dequantizeTakesTheExactDifference() {
        TensorType scalar = new TensorType(DType.I32, Shape.of());
        Value input = scratch.value(Tensor.ofInts(scalar, Integer.MAX_VALUE));
        Value zero = scratch.value(Tensor.ofInts(scalar, -2));
        assertArrayEquals(new float[] {0x1p31f}, scratch.floats(new Dequantize(input, scratch.value(TensorType.f32(), 1), zero, 0)));
        Value bytes = scratch.value(Tensor.ofInts(new TensorType(DType.U8, Shape.of(2)), 3, 250));
        Value middle = scratch.value(Tensor.ofInts(new TensorType(DType.U8, Shape.of()), 128));
        Value half = scratch.value(Tensor.of(new TensorType(DType.F16, Shape.of()), 0.5f));
        Tensor result = scratch.evaluate(new Dequantize(bytes, half, middle, 0));
        assertEquals(DType.F16, result.type().dtype());
        assertArrayEquals(new float[] {-62.5f, 61}, result.floats());
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"I16", "I8", "I4", "U8"})
    void quantizingWhatWasDequantizedChangesNothing(DType dtype) {
        int count = (int) (dtype.greatest() - dtype.least() + 1);
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = (int) dtype.least() + i;
        }
        Value integers = scratch.value(Tensor.ofInts(new TensorType(dtype, Shape.of(count)), all));
        Value scale = scratch.value(TensorType.f32(), 0.37f);
        Value zero = scratch.value(Tensor.ofInts(new TensorType(dtype, Shape.of()), 3));
        Value reals = scratch.then(new Dequantize(integers, scale, zero, 0));
        assertArrayEquals(all, scratch.evaluate(new Quantize(reals, scale, zero, 0)).ints());
    }

    /** Computed wide, rounded once at the end. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F16", "BF16"})
    void operatorsOfNarrowTypesRoundTheirResult(DType dtype) {
        Value a = scratch.value(Tensor.random(new TensorType(dtype, Shape.of(3, 40)), 1, 2));
        Value b = scratch.value(Tensor.random(new TensorType(dtype, Shape.of(40, 7)), 2, 2));
        Value wideA = scratch.then(new Cast(a, DType.F32));
        Value wideB = scratch.then(new Cast(b, DType.F32));
        Tensor product = scratch.evaluate(new Dense(a, b, Optional.empty()));
        assertEquals(dtype, product.type().dtype());
        Value wide = scratch.then(new Dense(wideA, wideB, Optional.empty()));
        assertArrayEquals(scratch.floats(new Cast(wide, dtype)), product.floats());
        Value sum = scratch.then(new Binary(wideA, wideA, Binary.Kind.ADD));
        assertArrayEquals(scratch.floats(new Cast(sum, dtype)), scratch.floats(new Binary(a, a, Binary.Kind.ADD)));
        Value gelu = scratch.then(new Unary(wideA, Unary.Kind.GELU));
        assertArrayEquals(scratch.floats(new Cast(gelu, dtype)), scratch.floats(new Unary(a, Unary.Kind.GELU)));
    }

    private int[] ints(Value value, DType to) {
        return scratch.evaluate(new Cast(value, to)).ints();
    }

    private int[] quantized(Value reals, Value scale, int zeroPoint, int axis, DType dtype) {
        Value zero = scratch.value(Tensor.ofInts(new TensorType(dtype, Shape.of()), zeroPoint));
        return scratch.evaluate(new Quantize(reals, scale, zero, axis)).ints();
    }
}
