package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators that move elements, and resizing: by hand and by their inverses. */
class MovementMeaningTest {
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyElementTypeMoves(DType dtype) {
        Value input = scratch.value(numbered(dtype, 2, 2));
        Value joined = scratch.then(new Concat(List.of(input, input), 1));
        Value turned = scratch.then(new Transpose(joined, List.of(1, 0)));
        Value rows = scratch.then(new Slice(turned, List.of(1, 0), List.of(4, 2), List.of(2, 1)));
        Tensor result = scratch.evaluate(new Reshape(rows, List.of(4)));
        assertEquals(new TensorType(dtype, Shape.of(4)), result.type());
        assertArrayEquals(new double[] {1, 1, 1, 1}, elements(result));
        assertArrayEquals(new double[] {0, 1, 0, 1, 0, 1, 0, 1}, elements(scratch.tensor(joined)));
    }

    @Test
    void concatByHand() {
        Value a = scratch.value(TensorType.f32(2, 1), 1, 2);
        Value b = scratch.value(TensorType.f32(2, 2), 3, 4, 5, 6);
        assertArrayEquals(new float[] {1, 3, 4, 2, 5, 6}, scratch.floats(new Concat(List.of(a, b), 1)));
        assertArrayEquals(new float[] {3, 4, 5, 6, 3, 4, 5, 6}, scratch.floats(new Concat(List.of(b, b), 0)));
    }

    @Test
    void slicesOfAConcatAreItsParts() {
        Value a = scratch.random(2, 3, 4);
        Value b = scratch.random(2, 5, 4);
        Value joined = scratch.then(new Concat(List.of(a, b), 1));
        List<Integer> ones = List.of(1, 1, 1);
        assertArrayEquals(scratch.floats(a), scratch.floats(new Slice(joined, List.of(0, 0, 0), List.of(2, 3, 4), ones)));
        assertArrayEquals(scratch.floats(b), scratch.floats(new Slice(joined, List.of(0, 3, 0), List.of(2, 8, 4), ones)));
    }

    @Test
    void transposeByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 3), 1, 2, 3, 4, 5, 6);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, scratch.floats(new Transpose(input, List.of(2, 0, 1))));
    }

    @Test
    void transposeIsUndoneByTheInversePermutation() {
        Value input = scratch.random(2, 3, 4, 5);
        Value turned = scratch.then(new Transpose(input, List.of(2, 0, 3, 1)));
        assertEquals(Shape.of(4, 2, 5, 3), turned.type().shape());
        assertArrayEquals(scratch.floats(input), scratch.floats(new Transpose(turned, List.of(1, 3, 0, 2))));
    }

    @Test
    void sliceByHand() {
        Value input = scratch.value(numbered(DType.F32, 3, 5));
        assertArrayEquals(new float[] {1, 3, 11, 13}, scratch.floats(new Slice(input, List.of(0, 1), List.of(3, 5), List.of(2, 2))));
    }

    @Test
    void padByHand() {
        Value input = scratch.value(TensorType.f32(1, 2), 1, 2);
        assertArrayEquals(new float[] {9, 9, 9, 9, 1, 2, 9, 9, 9}, scratch.floats(new Pad(scratch.then(new Reshape(input, List.of(1, 2))),
            List.of(1, 1), List.of(1, 0), 9)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void paddingOfEveryElementType(DType dtype) {
        Tensor padded = scratch.evaluate(new Pad(scratch.value(numbered(dtype, 2)), List.of(1), List.of(2), 1));
        assertEquals(new TensorType(dtype, Shape.of(5)), padded.type());
        assertArrayEquals(new double[] {1, 0, 1, 1, 1}, elements(padded));
    }

    @Test
    void slicingUndoesPadding() {
        Value input = scratch.random(2, 3, 4);
        Value padded = scratch.then(new Pad(input, List.of(0, 2, 1), List.of(1, 0, 3), -7));
        assertArrayEquals(scratch.floats(input), scratch.floats(new Slice(padded, List.of(0, 2, 1), List.of(2, 5, 5), List.of(1, 1, 1))));
    }

    @Test
    void nearestByHand() {
        Value input = scratch.value(TensorType.f32(1, 3, 1), 1, 2, 3);
        assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3}, scratch.floats(new Resize(input, List.of(6), Resize.Mode.NEAREST)));
        assertArrayEquals(new float[] {1, 1, 2, 2, 3}, scratch.floats(new Resize(input, List.of(5), Resize.Mode.NEAREST)));
        assertArrayEquals(new float[] {1, 2}, scratch.floats(new Resize(input, List.of(2), Resize.Mode.NEAREST)));
    }

    /** The example resize_upsample_scales_linear of ONNX's operator definitions. */
    @Test
    void linearByTheExampleOfOnnx() {
        Value input = scratch.value(TensorType.f32(1, 2, 2, 1), 1, 2, 3, 4);
        assertArrayEquals(new float[] {1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4},
            scratch.floats(new Resize(input, List.of(4, 4), Resize.Mode.LINEAR)), 1e-6f);
    }

    @Test
    void linearDownByTwoAveragesPairs() {
        Value input = scratch.value(TensorType.f32(1, 4, 1), 1, 3, 10, 20);
        assertArrayEquals(new float[] {2, 15}, scratch.floats(new Resize(input, List.of(2), Resize.Mode.LINEAR)), 1e-6f);
    }

    @ParameterizedTest
    @EnumSource(Resize.Mode.class)
    void sameSizeChangesNothing(Resize.Mode mode) {
        Value input = scratch.random(2, 5, 7, 3);
        assertArrayEquals(scratch.floats(input), scratch.floats(new Resize(input, List.of(5, 7), mode)));
    }

    /** 0, 1, 2, ... of any element type; booleans alternate. */
    private static Tensor numbered(DType dtype, int... dims) {
        TensorType type = new TensorType(dtype, Shape.of(dims));
        int[] numbers = IntStream.range(0, type.elements()).map(i -> type.elements() > 4 ? i : i % 2).toArray();
        return switch (dtype.storage()) {
            case FLOATS -> {
                float[] floats = new float[numbers.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = numbers[i];
                }
                yield Tensor.of(type, floats);
            }
            case LONGS -> Tensor.ofLongs(type, Arrays.stream(numbers).asLongStream().toArray());
            case INTS -> Tensor.ofInts(type, numbers);
        };
    }

    private static double[] elements(Tensor tensor) {
        double[] elements = new double[tensor.type().elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = switch (tensor.type().dtype().storage()) {
                case FLOATS -> tensor.floats()[i];
                case LONGS -> tensor.longs()[i];
                case INTS -> tensor.ints()[i];
            };
        }
        return elements;
    }
}
