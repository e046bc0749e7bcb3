package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element-wise functions and normalisations: by values known from elsewhere, by hand and by one another. */
class ElementMeaningTest {
    private static final float TOLERANCE = 1e-6f;
    private static final float[] POINTS = {-8, -3, -1, 0, 0.5f, 2, 7};
    private static final Map<Unary.Kind, float[]> EXPECTED = Map.of(
        Unary.Kind.RELU, new float[] {0, 0, 0, 0, 0.5f, 2, 7},
        Unary.Kind.RELU6, new float[] {0, 0, 0, 0, 0.5f, 2, 6},
        Unary.Kind.SIGMOID, new float[] {0.000335350f, 0.0474258732f, 0.268941421f, 0.5f, 0.622459331f, 0.880797078f, 0.999088949f},
        Unary.Kind.SILU, new float[] {-0.00268280f, -0.14227762f, -0.268941421f, 0, 0.311229666f, 1.76159416f, 6.99362264f},
        Unary.Kind.HARD_SIGMOID, new float[] {0, 0, 1 / 3f, 0.5f, 0.5833333f, 5 / 6f, 1},
        Unary.Kind.HARD_SWISH, new float[] {0, 0, -1 / 3f, 0, 0.29166667f, 5 / 3f, 7},
        Unary.Kind.TANH, new float[] {-0.99999977f, -0.995054754f, -0.761594156f, 0, 0.462117157f, 0.964027580f, 0.999998337f},
        Unary.Kind.GELU, new float[] {0, -0.00404969f, -0.15865525f, 0, 0.345731229f, 1.95449973f, 7});
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(Unary.Kind.class)
    void unaryFunctions(Unary.Kind kind) {
        Value input = scratch.value(TensorType.f32(POINTS.length), POINTS);
        assertArrayEquals(EXPECTED.get(kind), scratch.floats(new Unary(input, kind)), TOLERANCE);
    }

    /** Abramowitz and Stegun, table 7.1. */
    @Test
    void errorFunction() {
        assertEquals(0.5204998778, ElementWise.erf(0.5), 1e-10);
        assertEquals(0.8427007929, ElementWise.erf(1), 1e-10);
        assertEquals(-0.9953222650, ElementWise.erf(-2), 1e-10);
        assertEquals(1, ElementWise.erf(30), 0);
        assertEquals(0, ElementWise.erf(0), 0);
    }

    @Test
    void binaryFunctionsByHand() {
        Value left = scratch.value(TensorType.f32(3), 6, -2, 1);
        Value right = scratch.value(TensorType.f32(3), 3, 4, 0);
        assertArrayEquals(new float[] {9, 2, 1}, scratch.floats(new Binary(left, right, Binary.Kind.ADD)));
        assertArrayEquals(new float[] {3, -6, 1}, scratch.floats(new Binary(left, right, Binary.Kind.SUB)));
        assertArrayEquals(new float[] {18, -8, 0}, scratch.floats(new Binary(left, right, Binary.Kind.MUL)));
        assertArrayEquals(new float[] {2, -0.5f, Float.POSITIVE_INFINITY}, scratch.floats(new Binary(left, right, Binary.Kind.DIV)));
    }

    @Test
    void binaryBroadcastsBothWays() {
        Value column = scratch.value(TensorType.f32(2, 1), 10, 20);
        Value row = scratch.value(TensorType.f32(3), 1, 2, 3);
        assertArrayEquals(new float[] {11, 12, 13, 21, 22, 23}, scratch.floats(new Binary(column, row, Binary.Kind.ADD)));
        assertArrayEquals(new float[] {-9, -8, -7, -19, -18, -17}, scratch.floats(new Binary(row, column, Binary.Kind.SUB)));
    }

    @Test
    void gatingBroadcastsOverPositions() {
        Value input = scratch.value(TensorType.f32(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        Value gate = scratch.value(TensorType.f32(2, 1, 2), 1, 10, 100, 1000);
        assertArrayEquals(new float[] {1, 20, 3, 40, 500, 6000, 700, 8000}, scratch.floats(new Binary(input, gate, Binary.Kind.MUL)));
    }

    @Test
    void batchNormByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 2), 1, 2, 3, 4);
        BatchNorm op = new BatchNorm(input, vector(2, 10), vector(0.5f, 0), vector(1, 2), vector(3, 15), 1);
        assertArrayEquals(new float[] {0.5f, 0, 2.5f, 5}, scratch.floats(op), TOLERANCE);
    }

    @Test
    void layerNormByHand() {
        Value input = scratch.value(TensorType.f32(2, 2), 1, 3, 10, 10);
        LayerNorm op = new LayerNorm(input, vector(1, 2), vector(0, 7), 3);
        assertArrayEquals(new float[] {-0.5f, 8, 0, 7}, scratch.floats(op), TOLERANCE);
    }

    @Test
    void layerNormHasMeanZeroAndVarianceOne() {
        float[] row = scratch.floats(new LayerNorm(scratch.random(1, 64), scratch.filled(1, 64), scratch.filled(0, 64), 1e-9f));
        double sum = 0;
        double squares = 0;
        for (float element : row) {
            sum += element;
            squares += element * element;
        }
        assertEquals(0, sum, 1e-4);
        assertEquals(64, squares, 1e-3);
    }

    @Test
    void softmaxByHand() {
        float ln2 = (float) Math.log(2);
        Value input = scratch.value(TensorType.f32(1, 3), 0, ln2, 1000);
        assertArrayEquals(new float[] {0, 0, 1}, scratch.floats(new Softmax(input, 1)), TOLERANCE);
        Value two = scratch.value(TensorType.f32(2, 2), 0, 5, ln2, 5);
        assertArrayEquals(new float[] {1 / 3f, 0.5f, 2 / 3f, 0.5f}, scratch.floats(new Softmax(two, 0)), TOLERANCE);
    }

    @Test
    void softmaxAlongAnAxisIsSoftmaxAlongTheLastOfATranspose() {
        Value input = scratch.random(3, 4, 5);
        Value swapped = scratch.then(new Transpose(input, List.of(0, 2, 1)));
        Value result = scratch.then(new Softmax(swapped, 2));
        assertArrayEquals(scratch.floats(new Transpose(result, List.of(0, 2, 1))), scratch.floats(new Softmax(input, 1)), TOLERANCE);
    }

    private Value vector(float a, float b) {
        return scratch.value(TensorType.f32(2), a, b);
    }
}
