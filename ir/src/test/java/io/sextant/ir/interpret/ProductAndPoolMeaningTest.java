package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dense layers, matrix products and pooling: by hand and by one another. */
class ProductAndPoolMeaningTest {
    private static final float TOLERANCE = 1e-5f;
    private static final List<Integer> NONE = List.of(0);
    private static final List<Integer> ONE = List.of(1);
    private final Scratch scratch = new Scratch();

    /** Left batches (2, 1) and right batches (3) meet in (2, 3). */
    @Test
    void productsBroadcastBatches() {
        Value left = scratch.value(TensorType.f32(2, 1, 1, 2), 1, 2, 3, 4);
        Value right = scratch.value(TensorType.f32(3, 2, 1), 1, 1, 1, 0, 0, 1);
        assertEquals(TensorType.f32(2, 3, 1, 1), new MatMul(left, right).type());
        assertArrayEquals(new float[] {3, 1, 2, 7, 3, 4}, scratch.floats(new MatMul(left, right)));
        Value rows = scratch.value(TensorType.f32(2, 1, 2), 1, 2, 3, 4);
        assertArrayEquals(new float[] {5, 11}, scratch.floats(new MatMul(rows, scratch.value(TensorType.f32(2, 1), 1, 2))));
    }

    @Test
    void denseByHand() {
        Value input = scratch.value(TensorType.f32(2, 2), 1, 2, 3, 4);
        Value weights = scratch.value(TensorType.f32(2, 3), 1, 2, 3, 10, 20, 30);
        Value bias = scratch.value(TensorType.f32(3), 0.5f, 0, -1);
        assertArrayEquals(new float[] {21.5f, 42, 62, 43.5f, 86, 128}, scratch.floats(new Dense(input, weights, Optional.of(bias))));
    }

    @Test
    void denseIsAMatrixProductPlusBias() {
        Value input = scratch.random(2, 3, 5);
        Value weights = scratch.random(5, 4);
        Value bias = scratch.random(4);
        Value rows = scratch.then(new Reshape(input, List.of(6, 5)));
        Value product = scratch.then(new MatMul(rows, weights));
        assertArrayEquals(scratch.floats(new Binary(product, bias, Binary.Kind.ADD)),
            scratch.floats(new Dense(input, weights, Optional.of(bias))), TOLERANCE);
    }

    @Test
    void denseIsAConvolutionOfOneTap() {
        Value input = scratch.random(2, 7, 5);
        Value weights = scratch.random(5, 4);
        Value filter = scratch.then(new Reshape(weights, List.of(1, 5, 4)));
        assertArrayEquals(scratch.floats(new Convolution(input, filter, Optional.empty(), ONE, NONE, NONE, ONE, 1)),
            scratch.floats(new Dense(input, weights, Optional.empty())), TOLERANCE);
    }

    @Test
    void matrixProductByIndices() {
        Value left = scratch.random(2, 3, 4, 5);
        Value right = scratch.random(2, 3, 5, 6);
        float[] a = scratch.floats(left);
        float[] b = scratch.floats(right);
        float[] expected = new float[2 * 3 * 4 * 6];
        for (int i = 0; i < expected.length; i++) {
            int batch = i / 24;
            for (int k = 0; k < 5; k++) {
                expected[i] += a[batch * 20 + i / 6 % 4 * 5 + k] * b[batch * 30 + k * 6 + i % 6];
            }
        }
        assertArrayEquals(expected, scratch.floats(new MatMul(left, right)), TOLERANCE);
    }

    @Test
    void transposedProductIsTheProductOfTransposesReversed() {
        Value left = scratch.random(2, 4, 5);
        Value right = scratch.random(2, 5, 3);
        Value product = scratch.then(new MatMul(left, right));
        assertArrayEquals(scratch.floats(transposed(product)),
            scratch.floats(new MatMul(scratch.then(transposed(right)), scratch.then(transposed(left)))), TOLERANCE);
    }

    @Test
    void maximumPoolByHand() {
        Value input = scratch.value(TensorType.f32(1, 5, 1), -5, -2, -3, -4, -1);
        Pool op = new Pool(input, Pool.Kind.MAX, List.of(3), List.of(2), ONE, ONE, false);
        assertArrayEquals(new float[] {-2, -2, -1}, scratch.floats(op));
    }

    @Test
    void averagePoolByHand() {
        Value input = scratch.value(TensorType.f32(1, 4, 1), 1, 2, 3, 6);
        assertArrayEquals(new float[] {1.5f, 2, 11 / 3f, 4.5f}, scratch.floats(average(input, ONE, false)));
        assertArrayEquals(new float[] {1, 2, 11 / 3f, 3}, scratch.floats(average(input, ONE, true)));
    }

    @Test
    void maximumPoolOverAnImageByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 3, 2), 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6);
        Pool op = new Pool(input, Pool.Kind.MAX, List.of(2, 2), List.of(1, 1), List.of(0, 0), List.of(0, 1), false);
        assertArrayEquals(new float[] {5, -1, 6, -2, 6, -3}, scratch.floats(op));
    }

    @Test
    void averageThatCountsPaddingIsADepthwiseConvolution() {
        Value input = scratch.random(2, 7, 6, 3);
        List<Integer> strides = List.of(2, 1);
        List<Integer> before = List.of(1, 2);
        List<Integer> after = List.of(0, 1);
        Value filter = scratch.filled(1 / 6f, 2, 3, 1, 3);
        Convolution convolution = new Convolution(input, filter, Optional.empty(), strides, before, after, List.of(1, 1), 3);
        Pool pool = new Pool(input, Pool.Kind.AVERAGE, List.of(2, 3), strides, before, after, true);
        assertArrayEquals(scratch.floats(convolution), scratch.floats(pool), TOLERANCE);
    }

    @Test
    void averageWithoutPaddingIsSumByCount() {
        Value input = scratch.random(1, 9, 2);
        Value ones = scratch.filled(1, 1, 9, 2);
        Value sums = scratch.then(average(input, List.of(2), true));
        Value counts = scratch.then(average(ones, List.of(2), true));
        assertArrayEquals(scratch.floats(new Binary(sums, counts, Binary.Kind.DIV)), scratch.floats(average(input, List.of(2), false)),
            TOLERANCE);
    }

    @Test
    void globalPoolIsAWindowOverAll() {
        Value input = scratch.random(2, 4, 5, 3);
        for (Pool.Kind kind : Pool.Kind.values()) {
            Pool window = new Pool(input, kind, List.of(4, 5), List.of(1, 1), List.of(0, 0), List.of(0, 0), false);
            assertArrayEquals(scratch.floats(window), scratch.floats(new GlobalPool(input, kind)), kind.name());
        }
    }

    @Test
    void globalPoolOverASequenceByHand() {
        Value input = scratch.value(TensorType.f32(2, 2, 2), 1, 2, 3, 8, -1, -2, -3, -8);
        assertArrayEquals(new float[] {2, 5, -2, -5}, scratch.floats(new GlobalPool(input, Pool.Kind.AVERAGE)));
        assertArrayEquals(new float[] {3, 8, -1, -2}, scratch.floats(new GlobalPool(input, Pool.Kind.MAX)));
    }

    @Test
    void stridedPoolTakesEveryStridethWindow() {
        Value input = scratch.random(1, 11, 3);
        Value every = scratch.then(new Pool(input, Pool.Kind.MAX, List.of(3), ONE, List.of(2), ONE, false));
        Pool strided = new Pool(input, Pool.Kind.MAX, List.of(3), List.of(4), List.of(2), ONE, false);
        Slice slice = new Slice(every, List.of(0, 0, 0), every.type().shape().dims(), List.of(1, 4, 1));
        assertArrayEquals(scratch.floats(slice), scratch.floats(strided));
    }

    private static Pool average(Value input, List<Integer> padding, boolean countPadding) {
        return new Pool(input, Pool.Kind.AVERAGE, List.of(3), ONE, padding, padding, countPadding);
    }

    private static Transpose transposed(Value matrices) {
        return new Transpose(matrices, List.of(0, 2, 1));
    }
}
