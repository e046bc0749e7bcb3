package io.sextant.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import org.junit.jupiter.api.Test;

class TensorBytesTest {
    private static TensorType pair(DType dtype) {
        return new TensorType(dtype, Shape.of(2));
    }

    @Test
    void writesLittleEndianAndReadsBack() {
        byte[] floats = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
        assertArrayEquals(floats, TensorBytes.of(Tensor.of(pair(DType.F32), 1, -2)));
        assertArrayEquals(new float[] {1, -2}, TensorBytes.tensor(pair(DType.F32), floats).floats());
        byte[] longs = {1, 2, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1};
        assertArrayEquals(longs, TensorBytes.of(Tensor.ofLongs(pair(DType.I64), 513, -1)));
        assertArrayEquals(new long[] {513, -1}, TensorBytes.tensor(pair(DType.I64), longs).longs());
    }

    @Test
    void widensEachIntegerAsItsTypeSays() {
        assertIntegers(DType.I32, new byte[] {1, 2, 0, 0, -1, -1, -1, -1}, 513, -1);
        assertIntegers(DType.I8, new byte[] {127, -128}, 127, -128);
        assertIntegers(DType.U8, new byte[] {127, -1}, 127, 255);
        assertIntegers(DType.BOOL, new byte[] {0, 1}, 0, 1);
    }

    @Test
    void sixteenBits() {
        byte[] half = {0, 0x3C, 0, (byte) 0xC0};
        assertArrayEquals(half, TensorBytes.of(Tensor.of(pair(DType.F16), 1, -2)));
        assertArrayEquals(new float[] {1, -2}, TensorBytes.tensor(pair(DType.F16), half).floats());
        byte[] brain = {(byte) 0x80, 0x3F, 0, (byte) 0xC0};
        assertArrayEquals(brain, TensorBytes.of(Tensor.of(pair(DType.BF16), 1, -2)));
        assertArrayEquals(new float[] {1, -2}, TensorBytes.tensor(pair(DType.BF16), brain).floats());
        assertIntegers(DType.I16, new byte[] {1, 2, 0, (byte) 0x80}, 513, -32768);
    }

    /** Lower half first; the last byte of an odd number ends in zeros. */
    @Test
    void halfBytes() {
        TensorType type = new TensorType(DType.I4, Shape.of(5));
        byte[] bytes = {(byte) 0x87, 0x1F, 0x0E};
        int[] values = {7, -8, -1, 1, -2};
        assertEquals(3, type.bytes());
        assertArrayEquals(bytes, TensorBytes.of(Tensor.ofInts(type, values)));
        assertArrayEquals(values, TensorBytes.tensor(type, bytes).ints());
    }

    private static void assertIntegers(DType dtype, byte[] bytes, int... values) {
        assertArrayEquals(bytes, TensorBytes.of(Tensor.ofInts(pair(dtype), values)), dtype.text());
        assertArrayEquals(values, TensorBytes.tensor(pair(dtype), bytes).ints(), dtype.text());
    }
}
