package io.sextant.ir.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTest {
    @Test
    void t1RankIsAtMostEight() {
        assertEquals(8, Shape.of(1, 1, 1, 1, 1, 1, 1, 1).rank());
        refused("shape T1: ", () -> Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    @Test
    void t2ExtentsAreAtLeastOne() {
        refused("shape T2: ", () -> Shape.of(1, 0, 2));
        refused("shape T2: ", () -> Shape.of(-3));
    }

    @Test
    void t3ElementsFitAnInt() {
        assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).elements());
        refused("shape T3: ", () -> Shape.of(1 << 16, 1 << 15));
        refused("shape T3: ", () -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        refused("shape T3: ", () -> Shape.ofLongs(List.of(1L << 32)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f32[1x2", "f32[1x]", "f32[x]", "f32[ 1]", "f32[+1]", "f32[1,2]", "f32[99999999999]", "f32[4294967297]", ""})
    void t4TextIsTypeAndExtents(String text) {
        refused("type T4: ", () -> TensorType.parse(text));
    }

    @Test
    void t5ElementTypeIsKnown() {
        refused("type T5: ", () -> TensorType.parse("f33[1]"));
    }

    @Test
    void textReadsBack() {
        for (TensorType type : List.of(TensorType.f32(1, 40, 16), TensorType.f32(), new TensorType(DType.BOOL, Shape.of(3)))) {
            assertEquals(type, TensorType.parse(type.toString()));
        }
        assertEquals("f32[1x40x16]", TensorType.f32(1, 40, 16).toString());
        assertEquals("f32[]", TensorType.f32().toString());
    }

    @Test
    void countsElementsBytesAndStrides() {
        TensorType type = new TensorType(DType.I64, Shape.of(2, 3, 5));
        assertEquals(30, type.elements());
        assertEquals(240, type.bytes());
        assertEquals(15, new TensorType(DType.I4, Shape.of(2, 3, 5)).bytes());
        assertEquals(2, new TensorType(DType.I4, Shape.of(3)).bytes(), "two in a byte, the last alone");
        assertEquals(60, new TensorType(DType.BF16, Shape.of(2, 3, 5)).bytes());
        assertEquals(1_073_741_824, new TensorType(DType.I4, Shape.of(Integer.MAX_VALUE)).bytes());
        assertArrayEquals(new int[] {15, 5, 1}, type.shape().strides());
        assertEquals(1, TensorType.f32().elements());
    }

    private static void refused(String prefix, Executable build) {
        String message = assertThrows(IllTyped.class, build).getMessage();
        assertTrue(message.startsWith(prefix), message);
    }
}
