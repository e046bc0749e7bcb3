package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpaceTextTest {
    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theDeclarationOfASpaceReadsBackAsTheSameSpace(SearchSpace space) {
        SearchSpace again = SpaceFile.parse(space.declaration(), "again");
        assertEquals(space.declaration(), again.declaration());
        assertEquals(space.size(), again.size());
        BigInteger within = BigInteger.valueOf(123_456).mod(space.size());
        for (BigInteger index : new BigInteger[] {BigInteger.ZERO, within, space.size().subtract(BigInteger.ONE)}) {
            assertEquals(space.lower(space.at(index), 3).nodes(), again.lower(again.at(index), 3).nodes());
        }
    }

    @Test
    void resolutionAndHeadAreWrittenOutWhereTheSpaceHasThem() {
        String text = Spaces.named("mobilenetv3").declaration();
        assertTrue(text.contains("classes: 1000\nresolution: [160, 176, 192, 208, 224]\nwidth: [1]\n"), text);
        assertTrue(text.endsWith("\nhead: {pointwise: 1152, hidden: 1536, activation: hard_swish}\n"), text);
        String hiddenAlone = text.replace("pointwise: 1152, ", "");
        assertEquals(hiddenAlone, SpaceFile.parse(hiddenAlone, "again").declaration());
        String pointwiseAlone = text.replace("hidden: 1536, ", "");
        assertEquals(pointwiseAlone, SpaceFile.parse(pointwiseAlone, "again").declaration());
    }

    @Test
    void aSingleResolutionIsTheInputsAndNoChoice() {
        String text = SampleSpaces.TINY;
        SearchSpace named = SpaceFile.parse(text.replace("classes: 2", "classes: 2\nresolution: 8"), "named");
        assertEquals(SpaceFile.parse(text, "plain").declaration(), named.declaration());
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
