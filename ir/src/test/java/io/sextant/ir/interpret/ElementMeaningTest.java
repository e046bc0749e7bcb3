package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
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
    private static final Map<Unary.Kind, float[]> EXPECTED = Map.ofEntries(
        entry(Unary.Kind.RELU, 0, 0, 0, 0, 0.5f, 2, 7),
        entry(Unary.Kind.RELU6, 0, 0, 0, 0, 0.5f, 2, 6),
        entry(Unary.Kind.SIGMOID, 0.000335350f, 0.0474258732f, 0.268941421f, 0.5f, 0.622459331f, 0.880797078f, 0.999088949f),
        entry(Unary.Kind.SILU, -0.00268280f, -0.14227762f, -0.268941421f, 0, 0.311229666f, 1.76159416f, 6.99362264f),
        entry(Unary.Kind.HARD_SIGMOID, 0, 0, 1 / 3f, 0.5f, 0.5833333f, 5 / 6f, 1),
        entry(Unary.Kind.HARD_SWISH, 0, 0, -1 / 3f, 0, 0.29166667f, 5 / 3f, 7),
        entry(Unary.Kind.TANH, -0.99999977f, -0.995054754f, -0.761594156f, 0, 0.462117157f, 0.964027580f, 0.999998337f),
        entry(Unary.Kind.GELU, 0, -0.00404969f, -0.15865525f, 0, 0.345731229f, 1.95449973f, 7),
        entry(Unary.Kind.NEG, 8, 3, 1, 0, -0.5f, -2, -7),
        entry(Unary.Kind.ABS, 8, 3, 1, 0, 0.5f, 2, 7),
        entry(Unary.Kind.EXP, 0.00033546263f, 0.04978706837f, 0.36787944117f, 1, 1.6487212707f, 7.3890560989f, 1096.6331584f),
        entry(Unary.Kind.LOG, Float.NaN, Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY, -0.69314718056f, 0.69314718056f,
            1.94591014906f),
        entry(Unary.Kind.SQRT, Float.NaN, Float.NaN, Float.NaN, 0, 0.70710678119f, 1.41421356237f, 2.64575131106f),
        entry(Unary.Kind.RECIPROCAL, -0.125f, -1 / 3f, -1, Float.POSITIVE_INFINITY, 2, 0.5f, 1 / 7f),
        entry(Unary.Kind.ERF, -1, -0.99997790950f, -0.84270079295f, 0, 0.52049987781f, 0.99532226502f, 1),
        entry(Unary.Kind.SOFTPLUS, 0.00033540637f, 0.04858735157f, 0.31326168752f, 0.69314718056f, 0.97407698418f, 2.12692801104f,
            7.00091146645f),
        entry(Unary.Kind.FLOOR, -8, -3, -1, 0, 0, 2, 7),
        entry(Unary.Kind.CEIL, -8, -3, -1, 0, 1, 2, 7),
        entry(Unary.Kind.ROUND, -8, -3, -1, 0, 0, 2, 7),
        entry(Unary.Kind.SIGN, -1, -1, -1, 0, 1, 1, 1),
        entry(Unary.Kind.SIN, -0.98935824662f, -0.14112000806f, -0.84147098481f, 0, 0.47942553860f, 0.90929742683f, 0.65698659872f),
        entry(Unary.Kind.COS, -0.14550003381f, -0.98999249660f, 0.54030230587f, 1, 0.87758256189f, -0.41614683655f,
            0.75390225434f));
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(value = Unary.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void unaryFunctions(Unary.Kind kind) {
        Value input = scratch.value(TensorType.f32(POINTS.length), POINTS);
        float[] result = scratch.floats(new Unary(input, kind));
        for (int i = 0; i < POINTS.length; i++) {
            float expected = EXPECTED.get(kind)[i];
            float tolerance = Float.isFinite(expected) ? TOLERANCE * Math.max(1, Math.abs(expected)) : 0;
            assertEquals(expected, result[i], tolerance, kind + " of " + POINTS[i]);
        }
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
    void roundingTakesHalvesToEven() {
        Value input = scratch.value(TensorType.f32(6), -2.5f, -1.5f, -0.4f, 0.5f, 1.5f, 2.5f);
        assertArrayEquals(new float[] {-2, -2, -0f, 0, 2, 2}, scratch.floats(new Unary(input, Unary.Kind.ROUND)));
    }

    @Test
    void furtherBinaryFunctionsByHand() {
        Value left = scratch.value(TensorType.f32(4), 2, -2, -7, 5.5f);
        Value right = scratch.value(TensorType.f32(4), 3, -1, 3, -2);
        assertArrayEquals(new float[] {8, -0.5f, -343, 0.0330578512f}, scratch.floats(new Binary(left, right, Binary.Kind.POW)), TOLERANCE);
        assertArrayEquals(new float[] {2, -2, -7, -2}, scratch.floats(new Binary(left, right, Binary.Kind.MIN)));
        assertArrayEquals(new float[] {3, -1, 3, 5.5f}, scratch.floats(new Binary(left, right, Binary.Kind.MAX)));
        assertArrayEquals(new float[] {2, -0f, -1, 1.5f}, scratch.floats(new Binary(left, right, Binary.Kind.MOD)));
    }

    /** IEEE 754: 1 to any power and any number to the power 0 are 1; -1 to an infinite power is 1. */
    @Test
    void powersAtTheEdges() {
        Value base = scratch.value(TensorType.f32(5), 1, Float.NaN, -1, -8, 0);
        Value exponent = scratch.value(TensorType.f32(5), Float.NaN, 0, Float.POSITIVE_INFINITY, 1 / 3f, -1);
        assertArrayEquals(new float[] {1, 1, 1, Float.NaN, Float.POSITIVE_INFINITY},
            scratch.floats(new Binary(base, exponent, Binary.Kind.POW)));
    }

    @Test
    void boundedFunctionsByHand() {
        Value input = scratch.value(TensorType.f32(4), -3, -0.5f, 0.5f, 9);
        assertArrayEquals(new float[] {-1, -0.5f, 0.5f, 2}, scratch.floats(new Clamp(input, -1, 2)));
        assertArrayEquals(new float[] {-3, -0.5f, 0, 0}, scratch.floats(new Clamp(input, Float.NEGATIVE_INFINITY, 0)));
        assertArrayEquals(new float[] {-0.75f, -0.125f, 0.5f, 9}, scratch.floats(new LeakyRelu(input, 0.25f)));
        assertArrayEquals(new float[] {-1.9004258633f, -0.7869386806f, 0.5f, 9}, scratch.floats(new Elu(input, 2)), TOLERANCE);
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

    private static Map.Entry<Unary.Kind, float[]> entry(Unary.Kind kind, float... values) {
        return Map.entry(kind, values);
    }

    private Value vector(float a, float b) {
        return scratch.value(TensorType.f32(2), a, b);
    }
}
