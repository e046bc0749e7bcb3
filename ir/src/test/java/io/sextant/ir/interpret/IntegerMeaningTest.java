package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arithmetic of integers, comparisons and bools, by hand. */
class IntegerMeaningTest {
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"I8", "I16", "I32", "I64"})
    void arithmetic(DType dtype) {
        Value left = integers(dtype, 7, -7, 7, -7, 5);
        Value right = integers(dtype, 2, 2, -2, -2, 0);
        assertResult(new Binary(left, right, Binary.Kind.ADD), 9, -5, 5, -9, 5);
        assertResult(new Binary(left, right, Binary.Kind.SUB), 5, -9, 9, -5, 5);
        assertResult(new Binary(left, right, Binary.Kind.MUL), 14, -14, -14, 14, 0);
        assertResult(new Binary(left, right, Binary.Kind.DIV), 3, -3, -3, 3, 0);
        assertResult(new Binary(left, right, Binary.Kind.MOD), 1, 1, -1, -1, 5);
        assertResult(new Binary(left, right, Binary.Kind.MIN), 2, -7, -2, -7, 0);
        assertResult(new Binary(left, right, Binary.Kind.MAX), 7, 2, 7, -2, 5);
        assertResult(new Unary(left, Unary.Kind.NEG), -7, 7, -7, 7, -5);
        assertResult(new Unary(left, Unary.Kind.ABS), 7, 7, 7, 7, 5);
        assertResult(new Unary(right, Unary.Kind.SIGN), 1, 1, -1, -1, 0);
    }

    @Test
    void overflowWrapsAround() {
        Value least = integers(DType.I32, Integer.MIN_VALUE, Integer.MAX_VALUE);
        Value minusOne = integers(DType.I32, -1, -1);
        assertResult(new Binary(least, minusOne, Binary.Kind.ADD), Integer.MAX_VALUE, Integer.MAX_VALUE - 1);
        assertResult(new Binary(least, minusOne, Binary.Kind.DIV), Integer.MIN_VALUE, -Integer.MAX_VALUE);
        assertResult(new Binary(least, least, Binary.Kind.MUL), 0, 1);
        assertResult(new Unary(least, Unary.Kind.NEG), Integer.MIN_VALUE, -Integer.MAX_VALUE);
        assertResult(new Unary(least, Unary.Kind.ABS), Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertResult(new Binary(integers(DType.I16, -32768), integers(DType.I16, -1), Binary.Kind.DIV), -32768);
        assertResult(new Binary(integers(DType.I8, 127, -128), integers(DType.I8, 1, 3), Binary.Kind.MUL), 127, -128);
        assertResult(new Binary(integers(DType.U8, 3, 200), integers(DType.U8, 5, 100), Binary.Kind.SUB), 254, 100);
        assertResult(new Binary(integers(DType.U8, 200), integers(DType.U8, 100), Binary.Kind.ADD), 44);
        Value longs = integers(DType.I64, Long.MIN_VALUE);
        assertResult(new Binary(longs, integers(DType.I64, -1), Binary.Kind.DIV), Long.MIN_VALUE);
        assertResult(new Binary(longs, integers(DType.I64, -1), Binary.Kind.ADD), Long.MAX_VALUE);
    }

    @Test
    void integersBroadcast() {
        Value column = scratch.value(RandomTensors.integers(new TensorType(DType.I64, Shape.of(2, 1)), 10, 20));
        assertResult(new Binary(column, integers(DType.I64, 1, 2, 3), Binary.Kind.SUB), 9, 8, 7, 19, 18, 17);
    }

    @Test
    void comparisons() {
        Value left = scratch.value(TensorType.f32(4), 1, 2, 3, Float.NaN);
        Value right = scratch.value(TensorType.f32(1), 2);
        assertEquals(new TensorType(DType.BOOL, Shape.of(4)), new Compare(left, right, Compare.Kind.LESS).type());
        assertResult(new Compare(left, right, Compare.Kind.EQUAL), 0, 1, 0, 0);
        assertResult(new Compare(left, right, Compare.Kind.LESS), 1, 0, 0, 0);
        assertResult(new Compare(left, right, Compare.Kind.LESS_OR_EQUAL), 1, 1, 0, 0);
        assertResult(new Compare(left, right, Compare.Kind.GREATER), 0, 0, 1, 0);
        assertResult(new Compare(left, right, Compare.Kind.GREATER_OR_EQUAL), 0, 1, 1, 0);
    }

    /** As f32 the two would be one number. */
    @Test
    void largeIntegersCompareExactly() {
        long large = (1L << 60) + 1;
        assertResult(new Compare(integers(DType.I64, large, large), integers(DType.I64, large - 1, large), Compare.Kind.GREATER), 1, 0);
        assertResult(new Compare(integers(DType.U8, 255), integers(DType.U8, 1), Compare.Kind.LESS), 0);
    }

    @Test
    void truthTables() {
        Value left = integers(DType.BOOL, 0, 0, 1, 1);
        Value right = integers(DType.BOOL, 0, 1, 0, 1);
        assertResult(new Logical(left, right, Logical.Kind.AND), 0, 0, 0, 1);
        assertResult(new Logical(left, right, Logical.Kind.OR), 0, 1, 1, 1);
        assertResult(new Logical(left, right, Logical.Kind.XOR), 0, 1, 1, 0);
        assertResult(new Unary(left, Unary.Kind.NOT), 1, 1, 0, 0);
        assertResult(new Compare(left, right, Compare.Kind.EQUAL), 1, 0, 0, 1);
    }

    @Test
    void selectionBroadcastsAllThree() {
        Value condition = scratch.value(RandomTensors.integers(new TensorType(DType.BOOL, Shape.of(2, 1)), 1, 0));
        Value left = scratch.value(TensorType.f32(3), 1, 2, 3);
        Value right = scratch.value(TensorType.f32(), -1);
        assertArrayEquals(new float[] {1, 2, 3, -1, -1, -1}, scratch.floats(new Select(condition, left, right)));
        assertResult(new Select(condition, integers(DType.I64, 4, 5), integers(DType.I64, 7, 8)), 4, 5, 7, 8);
    }

    private Value integers(DType dtype, long... values) {
        return scratch.value(RandomTensors.integers(new TensorType(dtype, Shape.of(values.length)), values));
    }

    private void assertResult(Op op, long... expected) {
        Tensor result = scratch.evaluate(op);
        assertEquals(op.type(), result.type());
        assertArrayEquals(expected, RandomTensors.elements(result), op.toString());
    }
}
