package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking by index and repeating: by hand and by slices. */
class IndexMeaningTest {
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"I32", "I64"})
    void gatherByHand(DType dtype) {
        Value input = scratch.value(TensorType.f32(3, 2), 1, 2, 3, 4, 5, 6);
        Gather rows = new Gather(input, indices(dtype, Shape.of(2, 2), 0, 2, -1, -3), 0);
        assertEquals(TensorType.f32(2, 2, 2), rows.type());
        assertArrayEquals(new float[] {1, 2, 5, 6, 5, 6, 1, 2}, scratch.floats(rows));
        Gather columns = new Gather(input, indices(dtype, Shape.of(3), 1, 1, 0), 1);
        assertEquals(TensorType.f32(3, 3), columns.type());
        assertArrayEquals(new float[] {2, 2, 1, 4, 4, 3, 6, 6, 5}, scratch.floats(columns));
    }

    @Test
    void scalarIndicesRemoveTheAxis() {
        Value input = scratch.random(2, 3, 4);
        Gather middle = new Gather(input, indices(DType.I64, Shape.of(), 1), 1);
        assertEquals(TensorType.f32(2, 4), middle.type());
        assertArrayEquals(scratch.floats(new Slice(input, List.of(0, 1, 0), List.of(2, 2, 4), List.of(1, 1, 1))), scratch.floats(middle));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -4, Long.MAX_VALUE, Long.MIN_VALUE})
    void indicesOutsideAreRefused(long index) {
        Gather op = new Gather(scratch.random(3, 2), indices(DType.I64, Shape.of(2), 0, index), 0);
        assertEquals("gather: index " + index + ", element 1 of the indices, is outside [-3, 3) on axis 0 of f32[3x2]",
            assertThrows(InvalidInput.class, () -> scratch.evaluate(op)).getMessage());
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, mode = EnumSource.Mode.EXCLUDE, names = {"F32", "F16", "BF16"})
    void everyElementTypeIsTakenAndRepeated(DType dtype) {
        Value input = scratch.value(RandomTensors.integers(new TensorType(dtype, Shape.of(2)), 1, 0));
        Gather taken = new Gather(input, indices(DType.I32, Shape.of(3), 1, 0, 0), 0);
        assertArrayEquals(new long[] {0, 1, 1}, RandomTensors.elements(scratch.evaluate(taken)));
        Broadcast repeated = new Broadcast(input, List.of(2, 2));
        assertEquals(dtype, repeated.type().dtype());
        assertArrayEquals(new long[] {1, 0, 1, 0}, RandomTensors.elements(scratch.evaluate(repeated)));
    }

    @Test
    void broadcastByHand() {
        Value column = scratch.value(TensorType.f32(2, 1), 1, 2);
        assertArrayEquals(new float[] {1, 1, 1, 2, 2, 2}, scratch.floats(new Broadcast(column, List.of(2, 3))));
        assertArrayEquals(new float[] {1, 1, 2, 2, 1, 1, 2, 2}, scratch.floats(new Broadcast(column, List.of(2, 2, 2))));
        assertArrayEquals(new float[] {7, 7}, scratch.floats(new Broadcast(scratch.value(TensorType.f32(), 7), List.of(2))));
        assertEquals(TensorType.f32(2, 1), new Broadcast(column, List.of(2, 1)).type());
    }

    private Value indices(DType dtype, Shape shape, long... values) {
        return scratch.value(RandomTensors.integers(new TensorType(dtype, shape), values));
    }
}
