package io.sextant.ir.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void writesBlocksWithFewQuotesThatReadBack() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", "a board").put("microcode", "0x10").put("cores", 2);
        tree.putArray("isa").add("avx2");
        String text = YamlText.of(tree);
        assertEquals("name: a board\nmicrocode: \"0x10\"\ncores: 2\nisa:\n- avx2\n", text);
        assertEquals("0x10", YamlFile.parse("a.yaml", text).required("microcode", "1").text("a text"));
    }
}
