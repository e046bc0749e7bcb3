package io.sextant.codegen.c.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosenessTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10.009, true", "10, 10.011, false", "0, 0.0009, true", "0, 0.0011, false", "0.01, 0.012, false", "NaN, NaN, true",
        "NaN, 1, false", "1, NaN, false", "Infinity, Infinity, true", "Infinity, -Infinity, false", "1, Infinity, false"
    })
    void ofOneElementBesideALargerOne(float expected, float actual, boolean close) {
        assertEquals(close, Closeness.difference(new float[] {expected, -10}, new float[] {actual, -10}).isEmpty());
    }
}
