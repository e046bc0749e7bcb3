package io.sextant.tests.tflite.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.tests.tflite.TfliteRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The interpreter's integers under TFLite's rounding against those of TFLite's built-in kernels, bit by bit. Set the system property
 * {@code sextant.cases} for more cases of each operator.
 */
class KernelAgreementTest {
    private static final int CASES = Integer.getInteger("sextant.cases", 40);

    static Stream<String> names() {
        return OperatorTable.generators().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesBitByBit(String name) {
        Map<String, LongFunction<OperatorCase>> generators = OperatorTable.generators();
        List<String> differences = new ArrayList<>();
        for (long seed = 0; seed < CASES; seed++) {
            String place = "seed " + seed + ": ";
            generators.get(name).apply(seed).difference(TfliteRuntime.Kernels.OPTIMISED)
                .ifPresent(difference -> differences.add(place + difference));
        }
        assertEquals(List.of(), differences);
    }
}
