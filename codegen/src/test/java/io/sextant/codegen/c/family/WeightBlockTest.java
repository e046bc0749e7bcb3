package io.sextant.codegen.c.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WeightBlockTest {
    private final WeightBlock weights = new WeightBlock(4);

    @Test
    void partsLieWhereTheyWereSaidTo() {
        assertEquals(0, weights.add(3, () -> new float[] {1, 2, 3}));
        assertEquals(4, weights.add(1, () -> new float[] {5}));
        assertArrayEquals(new float[] {1, 2, 3, 0, 5, 0, 0, 0, 0, 0, 0, 0}, weights.all());
    }

    @Test
    void aPartOfAnotherLengthIsAnError() {
        weights.add(4, () -> new float[5]);
        String message = assertThrows(IllegalStateException.class, weights::all).getMessage();
        assertEquals("weights at 0 take 4 floats, got 5", message);
    }

    @Test
    void aPartThatIsTooShortIsAnError() {
        weights.add(5, () -> new float[4]);
        weights.add(1, () -> new float[1]);
        assertThrows(IllegalStateException.class, weights::all);
    }
}
