package io.sextant.tests.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadFigureTest {
    @Test
    void wholeSearchRunsOnCountedCosts() {
        double millis = OverheadFigure.overheadMillis(20);
        assertTrue(millis > 0 && Double.isFinite(millis), "overhead of " + millis + " ms");
    }

    @Test
    void quickFigureIsOneLine() {
        List<Figure> figures = new OverheadFigure().measure(true);
        assertEquals(1, figures.size());
    }
}
