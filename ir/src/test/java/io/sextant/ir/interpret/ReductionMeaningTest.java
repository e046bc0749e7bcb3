package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions and running sums: by hand and by one another. */
class ReductionMeaningTest {
    private static final float TOLERANCE = 1e-6f;
    /** Of the rows (1, -2, 4) and (0.5, 3, -1). */
    private static final Map<Reduce.Kind, float[]> EXPECTED = Map.of(
        Reduce.Kind.SUM, new float[] {3, 2.5f},
        Reduce.Kind.MEAN, new float[] {1, 2.5f / 3},
        Reduce.Kind.MAX, new float[] {4, 3},
        Reduce.Kind.MIN, new float[] {-2, -1},
        Reduce.Kind.PROD, new float[] {-8, -1.5f},
        Reduce.Kind.L1, new float[] {7, 4.5f},
        Reduce.Kind.L2, new float[] {4.5825757f, 3.2015621f},
        Reduce.Kind.SUM_SQUARE, new float[] {21, 10.25f},
        Reduce.Kind.LOG_SUM_EXP, new float[] {4.0509459f, 3.0956745f});
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void reductionsByHand(Reduce.Kind kind) {
        Value input = scratch.value(TensorType.f32(2, 3), 1, -2, 4, 0.5f, 3, -1);
        assertArrayEquals(EXPECTED.get(kind), scratch.floats(new Reduce(input, kind, List.of(1), false)), TOLERANCE);
        assertEquals(TensorType.f32(2), new Reduce(input, kind, List.of(1), false).type());
        assertEquals(TensorType.f32(2, 1), new Reduce(input, kind, List.of(1), true).type());
        assertEquals(TensorType.f32(), new Reduce(input, kind, List.of(0, 1), false).type());
    }

    @Test
    void axesMayLieApart() {
        Value input = scratch.value(TensorType.f32(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        assertArrayEquals(new float[] {1 + 2 + 5 + 6, 3 + 4 + 7 + 8},
            scratch.floats(new Reduce(input, Reduce.Kind.SUM, List.of(0, 2), true)));
        assertArrayEquals(new float[] {36}, scratch.floats(new Reduce(input, Reduce.Kind.SUM, List.of(0, 1, 2), false)));
        assertArrayEquals(new float[] {5, 6, 7, 8}, scratch.floats(new Reduce(input, Reduce.Kind.MAX, List.of(0), false)));
    }

    @Test
    void reducingOverSpaceIsGlobalPooling() {
        Value input = scratch.random(2, 3, 4, 5);
        assertArrayEquals(scratch.floats(new GlobalPool(input, Pool.Kind.AVERAGE)),
            scratch.floats(new Reduce(input, Reduce.Kind.MEAN, List.of(1, 2), true)), TOLERANCE);
        assertArrayEquals(scratch.floats(new GlobalPool(input, Pool.Kind.MAX)),
            scratch.floats(new Reduce(input, Reduce.Kind.MAX, List.of(1, 2), true)));
    }

    @Test
    void logSumExpDoesNotOverflow() {
        Value input = scratch.value(TensorType.f32(2, 2), 1000, 1000, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
        assertArrayEquals(new float[] {1000.69315f, Float.NEGATIVE_INFINITY},
            scratch.floats(new Reduce(input, Reduce.Kind.LOG_SUM_EXP, List.of(1), false)), 1e-4f);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"I32", "I64"})
    void integersReduce(DType dtype) {
        Value input = scratch.value(RandomTensors.integers(new TensorType(dtype, Shape.of(2, 3)), 1, -2, 4, 5, 3, -1));
        assertArrayEquals(new long[] {6, 1, 3}, integers(new Reduce(input, Reduce.Kind.SUM, List.of(0), false)));
        assertArrayEquals(new long[] {4, 5}, integers(new Reduce(input, Reduce.Kind.MAX, List.of(1), false)));
        assertArrayEquals(new long[] {-2, -1}, integers(new Reduce(input, Reduce.Kind.MIN, List.of(1), true)));
        assertArrayEquals(new long[] {-8, -15}, integers(new Reduce(input, Reduce.Kind.PROD, List.of(1), false)));
        assertArrayEquals(new long[] {1, -1, 3, 5, 8, 7}, integers(new CumulativeSum(input, 1)));
        assertArrayEquals(new long[] {2, 0}, integers(new ArgReduce(input, ArgReduce.Kind.MAX, 1, false)));
    }

    @Test
    void integersWrapAround() {
        Value input = scratch.value(RandomTensors.integers(new TensorType(DType.I32, Shape.of(2)), Integer.MAX_VALUE, 1));
        assertArrayEquals(new long[] {Integer.MIN_VALUE}, integers(new Reduce(input, Reduce.Kind.SUM, List.of(0), false)));
        assertArrayEquals(new long[] {Integer.MAX_VALUE, Integer.MIN_VALUE}, integers(new CumulativeSum(input, 0)));
    }

    @Test
    void indicesOfExtremesAreTheFirst() {
        Value input = scratch.value(TensorType.f32(2, 4), 3, 7, 7, -1, 0, -0f, -5, -5);
        assertArrayEquals(new long[] {1, 0}, integers(new ArgReduce(input, ArgReduce.Kind.MAX, 1, false)));
        assertArrayEquals(new long[] {3, 2}, integers(new ArgReduce(input, ArgReduce.Kind.MIN, 1, true)));
        assertArrayEquals(new long[] {0, 0, 0, 0}, integers(new ArgReduce(input, ArgReduce.Kind.MAX, 0, true)));
        assertEquals(new TensorType(DType.I64, Shape.of(2, 1)), new ArgReduce(input, ArgReduce.Kind.MIN, 1, true).type());
        assertEquals(new TensorType(DType.I64, Shape.of(4)), new ArgReduce(input, ArgReduce.Kind.MIN, 0, false).type());
    }

    @Test
    void runningSumsByHand() {
        Value input = scratch.value(TensorType.f32(2, 3), 1, 2, 3, 4, 5, 6);
        assertArrayEquals(new float[] {1, 3, 6, 4, 9, 15}, scratch.floats(new CumulativeSum(input, 1)));
        assertArrayEquals(new float[] {1, 2, 3, 5, 7, 9}, scratch.floats(new CumulativeSum(input, 0)));
    }

    private long[] integers(Op op) {
        return RandomTensors.elements(scratch.evaluate(op));
    }
}
