package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.document.YamlFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.type.IllTyped;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeCheckTest {
    private static final String SPACE = """
        name: small
        input: f32[1x16x1]
        classes: 2
        width: [1, 1.5]
        block: fused
        stem: {width: 4, kernel: 5, stride: 2, padding: valid, activation: relu}
        stages:
          - {width: 4, stride: 1, padding: valid, activation: relu, depth: [1, 2], kernel: [1, 3], expansion: [1, 2]}
          - {width: 6, stride: 2, activation: relu, depth: 1, kernel: 3, expansion: 2}
        """;

    private static SpaceDeclaration declaration(String text) {
        return SpaceFile.declaration(YamlFile.parse("s.yaml", text));
    }

    private static TypeCheck check(SpaceDeclaration declaration) {
        return TypeCheck.of(declaration, new Decisions(declaration));
    }

    private static String refusal(String text) {
        return assertThrows(InvalidInput.class, () -> SpaceFile.parse(text, "s.yaml")).getMessage();
    }

    /** Each line: what to replace, by what, and the message. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        kernel: 5, stride: 2; kernel: 17, stride: 2; "s.yaml:6: stem.padding: the stem is ill-typed whichever single choice is changed: \
        convolution W3: window of 17 fits dimension 1 of f32[1x16x1] with padding [0]:[0]; right would be padding: same, or a kernel of \
        at most 15"
        "kernel: [1, 3]"; "kernel: [1, 7]"; "s.yaml:8: stages[0].kernel: stage 1 block 1 is ill-typed where kernel = 7: convolution W3: \
        window of 7 fits dimension 1 of f32[1x6x4] with padding [0]:[0]; right would be kernel = 1, or padding: same"
        "depth: [1, 2], kernel: [1, 3]"; "depth: [1, 2], kernel: [1, 5]"; "s.yaml:8: stages[0].kernel: stage 1 block 2 is ill-typed \
        where kernel = 5 and stage 1 block 1 kernel = 5 and stage 1 depth = 2: convolution W3: window of 5 fits dimension 1 of f32[1x2x4] \
        with padding [0]:[0]; right would be kernel = 1, or stage 1 block 1 kernel = 1, or stage 1 depth = 1, or padding: same"
        "depth: [1, 2], kernel: [1, 3]"; "depth: 2, kernel: 5"; "s.yaml:8: stages[0].padding: stage 1 block 2 is ill-typed whichever \
        single choice is changed: convolution W3: window of 5 fits dimension 1 of f32[1x2x4] with padding [0]:[0]; right would be padding: \
        same, or a kernel of at most 1"
        "stride: 2, activation: relu, depth: 1, kernel: 3"; "stride: 2, padding: valid, activation: relu, depth: 1, kernel: 3"; \
        "s.yaml:9: stages[1].padding: stage 2 block 1 is ill-typed where stage 1 block 2 kernel = 3 and stage 1 block 1 kernel = 3 and \
        stage 1 depth = 2: convolution W3: window of 3 fits dimension 1 of f32[1x2x4] with padding [0]:[0]; right would be stage 1 block 2 \
        kernel = 1, or stage 1 block 1 kernel = 1, or stage 1 depth = 1, or padding: same, or a kernel of at most 1"
        "depth: 1, kernel: 3, expansion: 2"; "depth: 1, kernel: 3, expansion: 2, groups: [2, 4]"; "s.yaml:9: stages[1].groups: stage 2 \
        block 1 is ill-typed where groups = 4 and width = 1.5: convolution C3: groups=4 divides 6 input and 12 output channels; right \
        would be groups = 2, or width = 1"
        "depth: 1, kernel: 3, expansion: 2"; "depth: 1, kernel: 3, expansion: 2, groups: 64"; "s.yaml:9: stages[1].groups: stage 2 block \
        1 is ill-typed whichever single choice is changed: convolution C3: groups=64 divides 4 input and 8 output channels; right would \
        be groups of 4"
        "stride: 2, activation: relu, depth: 1"; "stride: 2, residual: always, activation: relu, depth: 1"; "s.yaml:9: \
        stages[1].residual: stage 2 block 1 is ill-typed whichever single choice is changed: block B1: a residual adds equal types, the \
        input is f32[1x6x4], the result f32[1x3x6]; right would be residual: matching"
        "padding: valid, activation: relu, depth: [1, 2]"; "padding: valid, residual: always, activation: relu, depth: [1, 2]"; \
        "s.yaml:8: stages[0].kernel: stage 1 block 1 is ill-typed where kernel = 3: block B1: a residual adds equal types, the input is \
        f32[1x6x4], the result f32[1x4x4]; right would be kernel = 1, or padding: same, or residual: matching"
        "f32[1x16x1]"; "f32[1x4x1]"; "s.yaml:6: stem.padding: the stem is ill-typed whichever single choice is changed: convolution W3: \
        window of 5 fits dimension 1 of f32[1x4x1] with padding [0]:[0]; right would be padding: same, or a kernel of at most 3"
        "classes: 2"; "classes: 2\nresolution: [4, 16]"; "s.yaml:7: stem.padding: the stem is ill-typed where resolution = 4: convolution \
        W3: window of 5 fits dimension 1 of f32[1x4x1] with padding [0]:[0]; right would be resolution = 16, or padding: same, or a kernel \
        of at most 3"
        """)
    void refusesWithTheChoiceAndWhatWouldBeRight(String part, String by, String message) {
        assertTrue(SPACE.contains(part), part);
        assertEquals(message, refusal(SPACE.replace(part, by.replace("\\n", "\n"))));
    }

    private static final String ATTENTIVE = """
        name: attentive
        input: f32[1x12x2]
        classes: 2
        width: [1, 1.5]
        block: fused
        stem: {width: 4, kernel: 3, stride: 1, activation: relu}
        stages:
          - {width: 8, block: attention, stride: 1, activation: relu, depth: 1, heads: [2, 4], expansion: [1, 2]}
        """;

    /** Each line: what to replace, by what, and the message. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        "f32[1x12x2]"; "f32[1x12x12x2]"; "s.yaml:8: stages[0]: stage 1 block 1 is ill-typed whichever single choice is changed: attention \
        A1: the input is one sequence (1, L, C), got f32[1x12x12x4]; right would be a change of the layers before it, or of the input"
        "heads: [2, 4]"; "heads: [2, 8]"; "s.yaml:8: stages[0].heads: stage 1 block 1 is ill-typed where heads = 8 and width = 1.5: \
        attention A3: 8 heads divide the channels, 12 for input f32[1x12x6]; right would be heads = 2, or width = 1"
        "heads: [2, 4]"; "heads: 3"; "s.yaml:8: stages[0].heads: stage 1 block 1 is ill-typed where width = 1: attention A3: 3 heads divide \
        the channels, 8 for input f32[1x12x4]; right would be width = 1.5, or at most 2 heads"
        "attention, stride: 1"; "attention, stride: 2"; "s.yaml:8: stages[0].stride: stage 1 block 1 is ill-typed whichever single choice \
        is changed: attention A2: the stride is 1, got 2; right would be stride: 1"
        "heads: [2, 4]"; "heads: 2, kernel: 3"; "s.yaml:8: stages[0]: unknown key 'kernel'; known are width, block, stride, activation, \
        depth, heads, expansion, precision"
        """)
    void attentionTakesSequencesThatItsHeadsDivide(String part, String by, String message) {
        assertTrue(ATTENTIVE.contains(part), part);
        assertEquals(message, refusal(ATTENTIVE.replace(part, by)));
    }

    @Test
    void groupsAreForBlocksWithAConvolutionThatTheyCanSplit() {
        String text = SPACE.replace("block: fused", "block: depthwise").replace("expansion: 2}", "expansion: 2, groups: 2}");
        assertEquals("s.yaml:9: stages[1].groups: a depthwise block has as many groups as channels; leave groups out, or take"
            + " 'block: fused'", refusal(text));
    }

    static List<SearchSpace> spaces() {
        return SampleSpaces.all().toList();
    }

    /** The count of constants is that of the largest network: of no network more, and of one as many. */
    @ParameterizedTest
    @MethodSource("spaces")
    void findsHowLargeTheLargestNetworkIs(SearchSpace space) {
        if (space.size().bitLength() > 12) {
            return;
        }
        long largest = 0;
        for (int i = 0; i < space.size().intValue(); i++) {
            largest = Math.max(largest, elements(space.lower(space.at(BigInteger.valueOf(i)), 0)));
        }
        assertEquals(largest, check(declaration(space.declaration())).elements());
    }

    private static long elements(Graph graph) {
        return graph.constants().keySet().stream().mapToLong(constant -> constant.type().elements()).sum();
    }

    private static String mutated(RandomGenerator random) {
        StringBuilder stages = new StringBuilder();
        for (int stage = 0; stage <= random.nextInt(2); stage++) {
            if (random.nextInt(5) == 0) {
                stages.append(String.format("  - {width: %s, block: attention, stride: %s, activation: relu, depth: %s, heads: %s, expansion: "
                    + "1}%n", one(random, "4", "6"), one(random, "1", "1", "1", "2"), one(random, "1", "[1, 2]"), one(random, "1", "2",
                    "[1, 2]", "[2, 3]")));
                continue;
            }
            stages.append(String.format("  - {width: %s, stride: %s%s%s, activation: relu, depth: %s, kernel: %s, expansion: %s, "
                + "squeeze: %s%s}%n", one(random, "4", "6", "8"), one(random, "1", "1", "2", "3"),
                one(random, "", ", padding: valid", ", padding: valid"), one(random, "", "", "", ", residual: always", ", residual: never"),
                one(random, "1", "[1, 2]", "2", "[3, 1]"), one(random, "[1, 3]", "3", "[3, 5]", "1"), one(random, "1", "[1, 2]", "2"),
                one(random, "false", "[false, true]"), one(random, "", "", "", ", groups: 2", ", groups: [1, 4]", ", groups: [2, 3]")));
        }
        return "name: random\ninput: " + one(random, "f32[1x8x2]", "f32[1x12x1]", "f32[1x7x12x2]", "f32[1x5x5x2]") + "\nclasses: 2\nwidth: "
            + one(random, "1", "[1, 1.5]") + "\nblock: fused\nstem: {width: 4, kernel: " + one(random, "1", "3", "5", "7") + ", stride: "
            + one(random, "1", "2", "3") + one(random, "", ", padding: valid") + ", activation: relu}\nstages:\n" + stages;
    }

    private static String one(RandomGenerator random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** Builds every network, which the check does not. */
    private static boolean everyNetworkBuilds(SearchSpace space) {
        for (int i = 0; i < space.size().intValue(); i++) {
            try {
                space.lower(space.at(BigInteger.valueOf(i)), 0);
            } catch (IllTyped e) {
                return false;
            }
        }
        return true;
    }

    @Test
    void whatIsFoundFineIsWhatCanBeBuilt() {
        SplittableRandom random = new SplittableRandom(3);
        int fine = 0;
        int refused = 0;
        while (fine < 60 || refused < 60) {
            String text = mutated(random);
            SpaceDeclaration declaration = declaration(text);
            SearchSpace space = new BlockSpace(declaration);
            if (space.size().bitLength() > 10) {
                continue;
            }
            boolean builds = everyNetworkBuilds(space);
            assertEquals(builds, check(declaration).refusal().isEmpty(), text);
            if (builds) {
                assertDoesNotThrow(() -> SpaceFile.parse(text, "s.yaml"));
                fine++;
            } else {
                String message = refusal(text);
                assertTrue(message.matches("s.yaml:[0-9]+: .*ill-typed.*; right would be .+"), message);
                refused++;
            }
        }
    }
}
