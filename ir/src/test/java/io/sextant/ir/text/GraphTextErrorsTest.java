package io.sextant.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.IllTyped;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a text is one message with its place, what was expected and what was found. */
class GraphTextErrorsTest {
    private static final String INPUT = "graph \"g\" {\n  input %0: f32[1x4x2] \"x\"\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "%1: f32[1x4x2] = unarry(%0) kind=relu | 20 | expected an operator (did you mean 'unary'?), found 'unarry'",
        "%1: f32[1x4x2] = quux(%0) | 20 | expected an operator (one of OPERATORS), found 'quux'",
        "%1: f32[1x4x2] = unary(%0) kind=relu7 | 35 | expected a value of kind (did you mean 'relu'?), found 'relu7'",
        "%1: f32[1x4x2] = unary(%0) knd=relu | 30 | expected attribute kind of unary (did you mean 'kind'?), found 'knd'",
        "%1: f32[1x4x2] = unary(%0) | 3 | expected attribute kind of unary, found '}'",
        "%1: f32[1x4x2] = unary(%0, %0) kind=relu | 28 | expected ')', found ','",
        "%1: f32[1x4x2] = unary(%9) kind=relu | 26 | graph G2: %9 is not defined above",
        "%1: f32[1x4x2] = unary(_) kind=relu | 26 | expected a value such as %3, found '_'",
        "%0: f32[1x4x2] = unary(%0) kind=relu | 3 | graph G1: %0 is already defined as f32[1x4x2]",
        "%1: f32[4x2] = unary(%0) kind=relu | 18 | graph G3: unary makes f32[1x4x2], but %1 is declared f32[4x2]",
        "%1: f32[1x4x2] = softmax(%0) axis=3 | 20 | softmax C2: axis is in [0, 3), got 3",
        "%1: f32[1x4x2] = softmax(%0) axis=x | 37 | expected an integer of 32 bits for axis, found 'x'",
        "%1: f32[1x4x2] = softmax(%0) axis=4294967296 | 37 | expected an integer of 32 bits for axis, found '4294967296'",
        "%1: f32[1x4x2] = pad(%0) before=[0 0] | 38 | expected ',', found '0'",
        "%1: f32[8] = concat() axis=0 | 16 | concat C1: at least one operand",
        "%99999999999: f32[8] = unary(%0) kind=relu | 3 | expected a value such as %3, found '%99999999999'",
        "%4294967295: f32[8] = unary(%0) kind=relu | 3 | value ids are at most 2147483647",
        "const %1: f32[0] = [] | 13 | shape T2: every extent is at least 1, got [0]",
        "const %1: f33[1] = [1] | 13 | type T5: unknown element type in 'f33[1]'",
        "const %1: float = [1] | 13 | expected a type such as f32[1x40x16], found 'float'",
        "const %1: f32[2] = ... | 22 | the elements of this constant were left out (...), so the graph cannot be read back; "
            + "print it with complete weights",
        "const %1: f32[2] | 3 | expected '=', found '}'",
        "const %1: f32[2] = 7 | 22 | expected a list such as [1, 2], or base64 \"...\", found '7'",
        "const %1: f32[2] = [1] | 22 | tensor T7: f32[2] has 2 elements, got 1",
        "const %1: f32[2] = [1, 2, 3] | 29 | expected ']' after the 2 elements of f32[2], found '3'",
        "const %1: f32[2] = [1, x] | 22 | expected elements of f32, For input string: \"x\"",
        "const %1: i8[1] = [128] | 21 | tensor T9: i8[1] cannot hold 128",
        "const %1: f32[2] = base64 \"AAAA\" | 22 | f32[2] takes 8 bytes, found 3",
        "const %1: f32[2] = base64 \"????\" | 22 | not base64: Illegal base64 character 3f",
        "output %0 x | 13 | expected the name of the output in quotes, found 'x'",
        "output %0 \"y | 13 | this string has no closing quote",
        "output %0 \"\\n\" | 14 | a backslash is followed by \", \\ or uXXXX",
        "output %0 \" \" | 13 | graph G6: a port has a name that is not blank, got ' '",
        "ouput %0 \"y\" | 3 | expected 'input', 'const', 'output' or a value such as %3, found 'ouput'"})
    void tellsPlaceExpectationAndWhatWasFound(String statement, int column, String message) {
        int line = message.endsWith("found '}'") ? 4 : 3;
        int place = line == 4 ? 1 : column;
        String operators = OpSchema.all().stream().map(OpSchema::mnemonic).collect(Collectors.joining(", "));
        assertEquals("line " + line + ", column " + place + ": " + message.replace("OPERATORS", operators), refusal(INPUT + "  " + statement + "\n}"));
    }

    @Test
    void wholeTextsOfTheWrongForm() {
        assertEquals("line 1, column 1: expected 'graph', found the end", refusal(""));
        assertEquals("line 1, column 1: expected 'graph', found '<'", refusal("<html>"));
        assertEquals("line 1, column 7: expected the name of the graph in quotes, found 'g'", refusal("graph g {"));
        assertEquals("line 2, column 1: expected 'input', 'const', 'output' or a value such as %3, found the end", refusal("graph \"g\" {\n"));
        assertEquals("line 3, column 2: expected nothing after the closing brace, found '}'", refusal(INPUT + "}}"));
        assertEquals("line 3, column 2: graph G5: a graph has at least one output", refusal(INPUT + "}"));
    }

    @Test
    void longTokensAreShortened() {
        String message = refusal("graph \"g\" {" + "x".repeat(100_000));
        assertTrue(message.length() < 200, message);
    }

    /** Texts with characters changed, dropped or doubled are read or refused, and nothing else. */
    @Test
    void damagedTextsAreRefusedOrRead() {
        SplittableRandom random = new SplittableRandom(8);
        List<String> texts = LongStream.range(0, 10).mapToObj(seed -> GraphText.print(RandomGraphs.graph(seed, 8))).toList();
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            StringBuilder text = new StringBuilder(texts.get(i % texts.size()));
            for (int damage = 0; damage < 3; damage++) {
                damage(text, random);
            }
            try {
                Graph graph = GraphText.parse(text.toString());
                assertEquals(GraphText.print(graph), GraphText.print(GraphText.parse(GraphText.print(graph))));
            } catch (InvalidInput e) {
                refused++;
                assertTrue(e.getMessage().startsWith("line "), e.getMessage());
            }
        }
        assertTrue(refused > 800, "refused " + refused);
    }

    @Test
    void hugeTextsAreReadOrRefusedWithoutCrash() {
        refusal("[".repeat(1_000_000));
        refusal(INPUT + "%1: f32[1] = concat(" + "%0,".repeat(300_000));
        refusal(INPUT + "%1: f32[8] = reshape(%0) shape=[" + "1,".repeat(300_000) + "8]");
        refusal("graph \"" + "\\".repeat(100_000) + "\"");
        refusal("#".repeat(1_000_000));
        refusal("graph \"g\" { const %0: f32[2147483647] = [1] }");
        refusal("graph \"g\" { const %0: f32[2147483647] = base64 \"AAAA\" }");
        StringBuilder many = new StringBuilder("graph \"g\" {\n");
        for (int i = 0; i < 50_000; i++) {
            many.append("input %").append(i).append(": f32[1] \"x").append(i).append("\"\n");
        }
        assertEquals(50_000, GraphText.parse(many + "output %7 \"y\" }").inputs().size());
    }

    private static void damage(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length() - 1);
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, text.charAt(random.nextInt(text.length())));
            case 2 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
            default -> text.setCharAt(at, (char) random.nextInt(0x3000));
        }
    }

    private static String refusal(String text) {
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> GraphText.parse(text));
        assertTrue(refusal.getCause() == null || refusal.getCause() instanceof IllTyped);
        return refusal.getMessage();
    }
}
