package io.sextant.ir.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeSignatureTest {
    @Test
    void sameWordsAreOneType() {
        TypeSignature signature = TypeSignature.parse("bool, number, number -> number");
        TypeSignature.Match match = signature.match();
        assertEquals(Optional.empty(), match.result());
        assertTrue(match.take(0, DType.BOOL));
        assertTrue(match.take(1, DType.I16));
        assertFalse(match.take(2, DType.I32), "another number");
        assertTrue(match.take(2, DType.I16));
        assertEquals(Optional.of(DType.I16), match.result());
        assertEquals(List.of(TypeClass.BOOL, TypeClass.NUMBER), List.of(signature.operand(0), signature.operand(2)));
    }

    @Test
    void aTypeOutsideTheClassIsRefusedAndBindsNothing() {
        TypeSignature.Match match = TypeSignature.parse("floating -> floating").match();
        assertFalse(match.take(0, DType.I8));
        assertTrue(match.take(0, DType.BF16));
        assertFalse(match.take(7, DType.F16), "the last word stands for all that follow");
        assertTrue(match.take(7, DType.BF16));
    }

    @Test
    void otherMakesTwoOfAClassIndependent() {
        TypeSignature.Match match = TypeSignature.parse("any, other any -> index").match();
        assertTrue(match.take(0, DType.I4));
        assertTrue(match.take(1, DType.F16));
        assertEquals(Optional.empty(), match.result(), "not determined by the operands");
    }

    @Test
    void saysWhatIsRequired() {
        assertEquals("x is floating (f32, f16 or bf16)", required("floating -> floating", "x"));
        assertEquals("operands are of one type, floating (f32, f16 or bf16)", required("floating -> floating", "x", "y"));
        assertEquals("condition is bool; left and right are of one type", required("bool, any, any -> any", "condition", "left", "right"));
        assertEquals("operands are of one type", TypeSignature.parse("any -> any").required(List.of("inputs"), true));
    }

    @Test
    void writesWhatItRead() {
        for (String text : List.of("floating -> floating", "floating, floating, quantised -> quantised", "any -> other any")) {
            assertEquals(text, TypeSignature.parse(text).toString());
        }
        assertThrows(IllegalArgumentException.class, () -> TypeSignature.parse("floating, float -> floating"));
        assertThrows(IllegalArgumentException.class, () -> TypeSignature.parse("floating"));
    }

    @Test
    void classesAreNested() {
        assertTrue(TypeClass.NUMBER.types().containsAll(TypeClass.FLOATING.types()));
        assertTrue(TypeClass.NUMBER.types().containsAll(TypeClass.INTEGER.types()));
        assertTrue(TypeClass.ACCUMULATED.types().containsAll(TypeClass.QUANTISED.types()));
        for (TypeClass types : TypeClass.values()) {
            assertTrue(TypeClass.ANY.types().containsAll(types.types()));
            assertEquals(Optional.of(types), TypeClass.parse(types.text()));
        }
        for (DType type : DType.values()) {
            assertEquals(type.isFloating(), TypeClass.FLOATING.contains(type), type.text());
        }
    }

    private static String required(String signature, String... names) {
        return TypeSignature.parse(signature).required(List.of(names), false);
    }
}
