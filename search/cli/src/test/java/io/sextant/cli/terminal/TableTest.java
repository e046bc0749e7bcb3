package io.sextant.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void firstColumnIsFlushLeftTheOthersFlushRight() {
        String text = new Table("layer", "ns", "kernel").row("conv", "12345", "a").row("a-long-name", "7", "").toString();
        assertEquals("""
            layer           ns  kernel
            conv         12345       a
            a-long-name      7
            """, text);
    }

    @Test
    void aTableWithoutRowsIsItsHeader() {
        assertEquals("a  b\n", new Table("a", "b").toString());
    }
}
