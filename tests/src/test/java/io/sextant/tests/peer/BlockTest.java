package io.sextant.tests.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void comesBackFromItsText() {
        for (Block block : List.of(Block.pointwisePair(24, 144, 56), Block.depthwise(960, 7))) {
            assertEquals(block, Block.parse(block.text()));
        }
    }
}
