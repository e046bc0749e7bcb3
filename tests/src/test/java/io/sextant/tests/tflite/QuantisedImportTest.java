package io.sextant.tests.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of int8 computes the same integers as TFLite. */
class QuantisedImportTest {
    private static final Set<String> ROUNDED_OTHERWISE = Set.of("CONV_2D", "FULLY_CONNECTED", "BATCH_MATMUL", "MEAN");

    static List<OperatorModel> operators() {
        return QuantisedModels.all();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void computesTheSameIntegers(OperatorModel model) {
        byte[] file = model.build();
        for (long seed = 1; seed <= 3; seed++) {
            Comparison comparison = Comparison.of(file, seed);
            assertEquals(0, comparison.greatest(), comparison::toString);
        }
    }

    /**
     * TFLite's two implementations are not the same where they round (of two nearest integers, ruy's products take the upper one, the
     * plain loops that away from zero; MEAN and SUM have other multipliers), and the plain one has no ELU: the interpreter is as the
     * optimised one, which TFLite takes by itself.
     */
    @ParameterizedTest
    @MethodSource("operators")
    void thePlainLoopsDifferInFewOperators(OperatorModel model) {
        byte[] file = model.build();
        String operator = model.toString().split(" ")[0];
        if (operator.equals("ELU")) {
            assertThrows(TfliteFailure.class, () -> Comparison.of(file, 1, TfliteRuntime.Kernels.REFERENCE));
            return;
        }
        Comparison comparison = Comparison.of(file, 1, TfliteRuntime.Kernels.REFERENCE);
        if (!operator.equals("SUM")) {
            assertTrue(comparison.greatest() <= (ROUNDED_OTHERWISE.contains(operator) ? 1 : 0), comparison::toString);
        }
    }
}
