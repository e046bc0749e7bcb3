package io.sextant.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorTest {
    private static final TensorType PAIR = TensorType.f32(2);

    @Test
    void t6StorageFitsTheElementType() {
        refused("tensor T6: ", () -> Tensor.of(type(DType.I32, 2), 1, 2));
        refused("tensor T6: ", () -> Tensor.ofInts(PAIR, 1, 2));
        refused("tensor T6: ", () -> Tensor.ofInts(type(DType.I64, 2), 1, 2));
        refused("tensor T6: ", () -> Tensor.ofLongs(type(DType.I32, 2), 1, 2));
        refused("tensor T6: ", () -> Tensor.filled(type(DType.I8, 2), 1));
        refused("tensor T6: ", () -> Tensor.of(PAIR, 1, 2).ints());
        refused("tensor T6: ", () -> Tensor.ofInts(type(DType.I32, 1), 1).floats());
        refused("tensor T6: ", () -> Tensor.of(PAIR, 1, 2).longs());
    }

    @Test
    void t7CountsElements() {
        refused("tensor T7: ", () -> Tensor.of(PAIR, 1, 2, 3));
    }

    @Test
    void t8ReshapesToAsManyElementsOfTheSameType() {
        Tensor tensor = Tensor.of(TensorType.f32(2, 2), 1, 2, 3, 4);
        assertArrayEquals(new float[] {1, 2, 3, 4}, tensor.reshaped(TensorType.f32(4)).floats());
        refused("tensor T8: ", () -> tensor.reshaped(TensorType.f32(5)));
        refused("tensor T8: ", () -> tensor.reshaped(type(DType.I32, 4)));
    }

    @Test
    void t9ElementsAreInRange() {
        assertArrayEquals(new int[] {-128, 127}, Tensor.ofInts(type(DType.I8, 2), -128, 127).ints());
        refused("tensor T9: ", () -> Tensor.ofInts(type(DType.I8, 1), 128));
        refused("tensor T9: ", () -> Tensor.ofInts(type(DType.U8, 1), -1));
        refused("tensor T9: ", () -> Tensor.ofInts(type(DType.BOOL, 1), 2));
        refused("tensor T9: ", () -> Tensor.ofInts(type(DType.I4, 1), 8));
        refused("tensor T9: ", () -> Tensor.ofInts(type(DType.I16, 1), 32768));
        refused("tensor T9: ", () -> Tensor.of(type(DType.F16, 1), 0.1f));
        refused("tensor T9: ", () -> Tensor.of(type(DType.BF16, 1), 257));
    }

    @Test
    void narrowFloatsAreRounded() {
        assertArrayEquals(new float[] {0.099975586f, 65504, Float.POSITIVE_INFINITY, Float.NaN, -0f},
            Tensor.rounded(type(DType.F16, 5), 0.1f, 65519, 65520, Float.NaN, -1e-9f).floats());
        assertArrayEquals(new float[] {256, 258}, Tensor.rounded(type(DType.BF16, 2), 257, 257.01f).floats());
        assertArrayEquals(new float[] {0.099975586f}, Tensor.filled(type(DType.F16, 1), 0.1f).floats());
        float[] random = Tensor.random(type(DType.BF16, 100), 5, 1).floats();
        assertArrayEquals(random, Tensor.of(type(DType.BF16, 100), random).floats());
    }

    @Test
    void gatheredElementsKeepTheirType() {
        Tensor tensor = Tensor.ofInts(type(DType.I4, 2), -8, 7);
        Tensor gathered = tensor.gathered(Shape.of(3, 1), index -> index % 2);
        assertEquals(type(DType.I4, 3, 1), gathered.type());
        assertArrayEquals(new int[] {-8, 7, -8}, gathered.ints());
    }

    @Test
    void copiesWhatItIsGiven() {
        float[] given = {1, 2};
        Tensor tensor = Tensor.of(PAIR, given);
        given[0] = 9;
        assertEquals(1, tensor.floats()[0]);
    }

    @Test
    void randomIsAFunctionOfTheSeedWithinTheBound() {
        TensorType type = TensorType.f32(1000);
        float[] values = Tensor.random(type, 5, 0.25f).floats();
        assertArrayEquals(values, Tensor.random(type, 5, 0.25f).floats());
        assertNotEquals(values[0], Tensor.random(type, 6, 0.25f).floats()[0]);
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest <= 0.25f && largest > 0.2f, "largest " + largest);
    }

    @Test
    void zerosOfEveryType() {
        assertArrayEquals(new float[2], Tensor.zeros(PAIR).floats());
        assertArrayEquals(new long[2], Tensor.zeros(type(DType.I64, 2)).longs());
        assertArrayEquals(new int[2], Tensor.zeros(type(DType.BOOL, 2)).ints());
    }

    private static TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    private static void refused(String prefix, Executable build) {
        String message = assertThrows(IllTyped.class, build).getMessage();
        assertTrue(message.startsWith(prefix), message);
    }
}
