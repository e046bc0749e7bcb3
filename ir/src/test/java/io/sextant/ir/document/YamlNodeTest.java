package io.sextant.ir.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class YamlNodeTest {
    private enum Colour { RED, DARK_BLUE }

    private static YamlNode value(String text) {
        return YamlFile.parse("a.yaml", "b:\n  c: " + text).required("b", "{}").required("c", "1");
    }

    /** The complaint without the place. */
    private static String refusal(String text, Function<YamlNode, ?> use) {
        String message = assertThrows(InvalidInput.class, () -> use.apply(value(text))).getMessage();
        assertTrue(message.startsWith("a.yaml:2: b.c"), message);
        return message.substring("a.yaml:2: b.c".length());
    }

    @Test
    void readsWholeNumbers() {
        assertEquals(3, value("3").integer(3, 9));
        assertEquals(9, value("9").integer(3, 9));
        for (String wrong : List.of("2", "10", "3.0", "-3", "three", "99999999999", "0x3")) {
            assertEquals(": expected a whole number from 3 to 9, found '" + wrong + "'", refusal(wrong, node -> node.integer(3, 9)));
        }
        assertEquals(": expected a whole number from 3 to 9, found a list", refusal("[3]", node -> node.integer(3, 9)));
        assertEquals(": expected a whole number from 3 to 9, found a map", refusal("{a: 3}", node -> node.integer(3, 9)));
    }

    @Test
    void readsDecimals() {
        assertEquals(0.5, value("0.5").decimal(0.5, 2));
        assertEquals(2, value("2").decimal(0.5, 2));
        for (String wrong : List.of("0.4", "2.01", "1e0", ".5", "NaN", "-1")) {
            assertEquals(": expected a number from 0.5 to 2.0, found '" + wrong + "'", refusal(wrong, node -> node.decimal(0.5, 2)));
        }
    }

    @Test
    void readsFlags() {
        assertTrue(value("true").flag());
        assertFalse(value("false").flag());
        assertEquals(": expected true or false, found 'yes'", refusal("yes", YamlNode::flag));
    }

    @Test
    void readsConstants() {
        assertEquals(Colour.DARK_BLUE, value("dark_blue").constant(Colour.class));
        assertEquals(": expected one of red, dark_blue, found 'rad'; did you mean red?", refusal("rad", node -> node.constant(Colour.class)));
        assertEquals(": expected one of red, dark_blue, found 'green'", refusal("green", node -> node.constant(Colour.class)));
        assertEquals(": expected one of red, dark_blue, found 'RED'; did you mean red?",
            refusal("RED", node -> node.constant(Colour.class)));
    }

    @Test
    void readsOptions() {
        assertEquals(List.of(3), value("3").options(node -> node.integer(1, 9)));
        assertEquals(List.of(3, 1), value("[3, 1]").options(node -> node.integer(1, 9)));
        assertEquals("[1]: the option '3' is given twice", refusal("[3, 3]", node -> node.options(item -> item.integer(1, 9))));
        assertEquals("[1]: expected a whole number from 1 to 9, found 'x'", refusal("[3, x]", node -> node.options(item -> item.integer(1, 9))));
        assertEquals(": expected 1 to 64 options, found 0", refusal("[]", node -> node.options(item -> item.integer(1, 9))));
        assertEquals(": expected 1 to 64 options, found 65",
            refusal("[x" + ", x".repeat(64) + "]", node -> node.options(item -> item.text("x"))));
    }

    @Test
    void saysWhichKeysThereAre() {
        YamlNode map = value("{width: 1}");
        assertEquals(1, map.withKeys(List.of("width", "depth")).required("width", "16").integer(1, 9));
        assertEquals(Optional.empty(), map.optional("depth"));
        assertEquals(": the key 'depth' is missing, e.g. depth: 2", refusal("{width: 1}", node -> node.required("depth", "2")));
        assertEquals(": unknown key 'widht'; did you mean width?", refusal("{widht: 1}", node -> node.withKeys(List.of("width", "depth"))));
        assertEquals(": unknown key 'colour'; known are width, depth",
            refusal("{colour: 1}", node -> node.withKeys(List.of("width", "depth"))));
        assertEquals(": expected a map of width, depth, found 'x'", refusal("x", node -> node.withKeys(List.of("width", "depth"))));
        assertEquals(": expected a map of keys and values, found a list", refusal("[x]", YamlNode::entries));
    }

    @Test
    void anUnknownKeyIsFoundOnItsOwnLine() {
        YamlNode root = YamlFile.parse("a.yaml", "width: 1\n\nwidht: 1\n");
        assertEquals("a.yaml:3: unknown key 'widht'; did you mean width?",
            assertThrows(InvalidInput.class, () -> root.withKeys(List.of("width"))).getMessage());
    }

    @Test
    void refusesListsWithWhatWasExpected() {
        assertEquals(": expected a list of lines, found 'x'", refusal("x", node -> node.items("a list of lines")));
        assertEquals(": expected a line, found '" + "x".repeat(60) + "...'", refusal("x".repeat(61), node -> {
            throw node.wrong("a line");
        }));
    }

    @Test
    void turnsTheRefusalOfAValueIntoAComplaint() {
        assertEquals("X", value("x").checked(() -> "X"));
        assertEquals(": odd", refusal("x", node -> node.checked(() -> {
            throw new IllegalArgumentException("odd");
        })));
    }
}
