package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SpaceTextTest {
    @Test
    void theDeclarationOfAShippedSpaceReadsBackAsTheSameSpace() {
        SearchSpace space = Spaces.named("mnist1d");
        SearchSpace again = SpaceFile.parse(space.declaration(), "again");
        assertEquals(space.declaration(), again.declaration());
        assertEquals(space.size(), again.size());
        for (BigInteger index : new BigInteger[] {BigInteger.ZERO, BigInteger.valueOf(123_456), space.size().subtract(BigInteger.ONE)}) {
            assertEquals(space.lower(space.at(index), 3).nodes(), again.lower(again.at(index), 3).nodes());
        }
    }

    @Test
    void everyFieldIsWrittenOut() {
        SearchSpace space = SpaceFile.parse("""
            name: two-d
            input: f32[1x8x6x3]
            classes: 3
            block: depthwise
            stem: {width: 8, kernel: 3, stride: 2, activation: hard_swish}
            stages:
              - {width: 8, stride: 1, activation: relu6, depth: 1, kernel: [3, 5], expansion: 2}
            """, "two-d.yaml");
        String expected = """
            name: two-d
            input: f32[1x8x6x3]
            classes: 3
            width: [1]
            rounding: 1
            block: depthwise
            squeeze_divisor: 4
            stem: {width: 8, kernel: 3, stride: 2, activation: hard_swish}
            stages:
              - {width: 8, stride: 1, activation: relu6, depth: [1], kernel: [3, 5], expansion: [2], squeeze: [false]}
            """;
        assertEquals(expected, space.declaration());
        assertEquals(expected, SpaceFile.parse(expected, "again").declaration());
        assertTrue(Spaces.named("mnist1d").declaration().contains("width: [0.5, 0.75, 1, 1.5]\n"));
    }
}
