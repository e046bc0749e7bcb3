package io.sextant.ir.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantisationTest {
    @ParameterizedTest
    @ValueSource(strings = {"i8[1x40x16]<0.0235:-128>", "i8[3x8x2]<0.5:0,0.25:0@2>", "i32[2]<0.00001:0>", "u8[]<1E-12:255>"})
    void typesAreReadAsTheyAreWritten(String text) {
        assertEquals(text, TensorType.parse(text).toString());
        assertTrue(TensorType.parse(text).isQuantised());
    }

    @Test
    void readsOfEveryScaleWhatWasWritten() {
        for (int bits = 1; bits < 0x7f800000; bits += 9_999_991) {
            Quantisation scheme = Quantisation.perTensor(Float.intBitsToFloat(bits), -7);
            assertEquals(scheme, Quantisation.parse(scheme.toString()));
        }
    }

    @Test
    void onTheAxisEachPositionHasItsScale() {
        Quantisation scheme = new Quantisation(List.of(0.5f, 2f), List.of(1, -1), OptionalInt.of(1));
        assertEquals(2f, scheme.scale(1));
        assertEquals(-1, scheme.zeroPoint(1));
        assertThrows(IllegalStateException.class, scheme::scale);
    }

    @Test
    void aBiasHasTheScalesOfInputTimesWeights() {
        Quantisation input = Quantisation.perTensor(0.5f, 7);
        assertEquals(Quantisation.perTensor(0.125f, 0), Quantisation.ofBias(input, Quantisation.perTensor(0.25f, 0)));
        assertEquals(Quantisation.perAxis(List.of(0.125f, 1f), 0), Quantisation.ofBias(input, Quantisation.perAxis(List.of(0.25f, 2f), 3)));
    }

    @Test
    void theNominalFormKeepsWhatKernelsDependOn() {
        assertEquals(Quantisation.perTensor(1, 0), Quantisation.perTensor(0.3f, 0).nominal());
        assertEquals(Quantisation.perTensor(1, 1), Quantisation.perTensor(0.3f, -128).nominal());
        assertEquals(Quantisation.perAxis(List.of(1f, 1f), 3), Quantisation.perAxis(List.of(0.1f, 9f), 3).nominal());
    }

    @Test
    void refusesWhatIsNoQuantisation() {
        refuses("quantisation C1: ", () -> Quantisation.perTensor(0, 0));
        refuses("quantisation C1: ", () -> Quantisation.perTensor(Float.POSITIVE_INFINITY, 0));
        refuses("quantisation C2: ", () -> new Quantisation(List.of(1f), List.of(), OptionalInt.of(0)));
        refuses("quantisation C3: ", () -> new Quantisation(List.of(1f, 1f), List.of(0, 0), OptionalInt.empty()));
        refuses("quantisation C3: ", () -> Quantisation.perAxis(List.of(1f), -1));
    }

    @Test
    void refusesTypesThatDoNotFit() {
        refuses("type C1: ", () -> TensorType.f32(2).quantised(Quantisation.perTensor(1, 0)));
        refuses("type C2: ", () -> TensorType.parse("u8[2]<1:-1>"));
        refuses("type C3: ", () -> TensorType.parse("i8[2x3]<1:0,1:0@1>"));
        refuses("type C3: ", () -> TensorType.parse("i8[2x3]<1:0,1:0@2>"));
        refuses("type T6: ", () -> TensorType.parse("i8[2]<1>"));
        refuses("type T4: ", () -> TensorType.parse("i8[2]<1:0"));
    }

    private static void refuses(String constraint, Executable broken) {
        String message = assertThrows(IllTyped.class, broken).getMessage();
        assertTrue(message.startsWith(constraint), message);
    }
}
