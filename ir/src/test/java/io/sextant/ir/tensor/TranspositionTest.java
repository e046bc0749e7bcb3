package io.sextant.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranspositionTest {
    /** Every element, found by its coordinates. */
    private static void assertTransposed(Shape shape, List<Integer> permutation, DType dtype) {
        TensorType type = new TensorType(dtype, shape);
        int[] numbers = IntStream.range(0, shape.elements()).toArray();
        Tensor source = switch (dtype.storage()) {
            case FLOATS -> {
                float[] values = new float[numbers.length];
                for (int i : numbers) {
                    values[i] = i;
                }
                yield Tensor.of(type, values);
            }
            case LONGS -> Tensor.ofLongs(type, IntStream.of(numbers).asLongStream().toArray());
            case INTS -> Tensor.ofInts(type, numbers);
        };
        Tensor result = source.transposed(permutation);
        assertEquals(permutation.stream().map(shape::dim).toList(), result.type().shape().dims());
        int[] strides = shape.strides();
        int[] position = new int[shape.rank()];
        for (int i = 0; i < numbers.length; i++) {
            int rest = i;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                position[axis] = rest % result.type().dim(axis);
                rest /= result.type().dim(axis);
            }
            int expected = 0;
            for (int axis = 0; axis < shape.rank(); axis++) {
                expected += position[axis] * strides[permutation.get(axis)];
            }
            double actual = switch (dtype.storage()) {
                case FLOATS -> result.floats()[i];
                case LONGS -> result.longs()[i];
                case INTS -> result.ints()[i];
            };
            int place = i;
            assertEquals(expected, actual, () -> shape + " by " + permutation + " at " + place);
        }
    }

    @Test
    void everyElementComesToItsPlace() {
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            int rank = 1 + random.nextInt(5);
            int[] dims = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                dims[axis] = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(rank > 3 ? 6 : 12);
            }
            List<Integer> permutation = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
            Collections.shuffle(permutation, random);
            assertTransposed(Shape.of(dims), permutation, List.of(DType.F32, DType.I32, DType.I64).get(round % 3));
        }
    }

    @Test
    void matricesThatTilesDoNotDivide() {
        assertTransposed(Shape.of(75, 131), List.of(1, 0), DType.F32);
        assertTransposed(Shape.of(33, 5, 3, 3), List.of(2, 3, 1, 0), DType.F32);
        assertTransposed(Shape.of(64, 32), List.of(1, 0), DType.I32);
    }
}
