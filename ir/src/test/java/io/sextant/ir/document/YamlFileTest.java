package io.sextant.ir.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    @Test
    void readsMapsListsAndScalarsInOrder() {
        YamlNode root = YamlFile.parse("a.yaml", "z: 1\na: [x, 'y: z', {deep: \"0x10\"}]\n");
        assertEquals(List.of("z", "a"), List.copyOf(root.entries().keySet()));
        assertEquals("1", root.required("z", "1").text("a number"));
        List<YamlNode> items = root.required("a", "[]").items("a list");
        assertEquals("y: z", items.get(1).text("a text"));
        assertEquals("0x10", items.get(2).required("deep", "1").text("a text"));
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
        assertEquals(1, YamlFile.read(file, "an example").required("a", "1").integer(0, 1));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 18) + 1]);
        assertEquals(large + ": larger than 262144 bytes; expected an example",
            assertThrows(InvalidInput.class, () -> YamlFile.read(large, "an example")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        "# nothing"          | a.yaml: the file is empty
        a: [                 | a.yaml:1: no valid YAML: expected the node content, but found '<stream end>'
        "a: 1\\nb: [c\\nd: 2" | a.yaml:3: no valid YAML: expected ',' or ']', but got :
        "a: 1\\n---\\nb: 2"   | a.yaml:3: expected the end of the file, found another document
        "a: 1\\na: 2"        | a.yaml:2: a: the key is given twice
        "a: {b: 1, b: 1}"    | a.yaml:1: a.b: the key is given twice
        "a: 1\\nb:"          | a.yaml:2: b: the value is missing
        "a: [x, '']"         | a.yaml:1: a[1]: the value is missing
        "a: ~"               | a.yaml:1: a: the value is missing
        "a: &b 1\\nc: *b"    | a.yaml:2: c: aliases (*name) are not supported; write the value out
        "a: {<<: *b}"        | a.yaml:1: a.<<: aliases (*name) are not supported; write the value out
        "a: [!x 1]"          | a.yaml:1: a[0]: tags (!name) are not supported; leave it out
        "a: !!map {b: 1}"    | a.yaml:1: a: tags (!name) are not supported; leave it out
        "[[[[[[[[[1]]]]]]]]]" | a.yaml:1: [0][0][0][0][0][0][0][0][0]: nested more than 8 deep
        """)
    void refusesWithFileAndLine(String text, String message) {
        assertEquals(message, refusal(text.replace("\\n", "\n")));
    }

    @Test
    void readsEightLevels() {
        YamlNode node = YamlFile.parse("a.yaml", "[".repeat(8) + "1" + "]".repeat(8));
        for (int i = 0; i < 8; i++) {
            node = node.items("a list").get(0);
        }
        assertEquals("1", node.text("a number"));
    }

    @Test
    void isNotExhaustedByHostileTexts() {
        assertTrue(refusal("[".repeat(100_000)).endsWith("nested more than 8 deep"));
        assertEquals("a.yaml: larger than 262144 bytes", refusal("a".repeat((1 << 18) + 1)));
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
        }
        assertEquals("a.yaml:2: a1[0]: aliases (*name) are not supported; write the value out", refusal(bomb.toString()));
    }

    @Test
    void messagesAreOneShortLine() {
        String message = refusal("k".repeat(100) + ": {\"a\\nb\\e\": 1, \"a\\nb\\e\": 1}");
        assertEquals("a.yaml:1: " + "k".repeat(60) + "....a?b?: the key is given twice", message);
    }

    @Test
    void damagedTextsAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            char[] text = "a: {b: [1, 2], c: 'x'}\nd:\n  - e: |\n      f\n  - \"g\"\n".toCharArray();
            for (int j = 0; j <= random.nextInt(4); j++) {
                text[random.nextInt(text.length)] = "0:[]{}-, \n\t'\"&*!x?<%@`|>#".charAt(random.nextInt(25));
            }
            try {
                YamlFile.parse("damaged.yaml", new String(text));
            } catch (InvalidInput e) {
                assertTrue(e.getMessage().startsWith("damaged.yaml:"), e.getMessage());
            }
        }
    }

    private static String refusal(String text) {
        return assertThrows(InvalidInput.class, () -> YamlFile.parse("a.yaml", text)).getMessage();
    }
}
