package io.sextant.tests.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small networks by each instruction set and by ONNX Runtime against f64. */
class PrecisionFiguresTest {
    @Test
    void smallNetworksAreWithinAThousandth() {
        List<Figure> figures = new PrecisionFigures().measure(true);
        assertTrue(figures.size() >= CpuNetwork.QUICK.size());
        assertEquals(List.of(), figures.stream().filter(figure -> !figure.reached()).toList());
        figures.forEach(figure -> assertTrue(Double.parseDouble(figure.ratio()) < 10, () -> figure + " is far worse than ONNX Runtime"));
    }
}
