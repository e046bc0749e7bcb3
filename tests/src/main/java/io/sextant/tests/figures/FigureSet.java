package io.sextant.tests.figures;

import java.util.List;

/** Figures that are asked for under one name. */
interface FigureSet {
    /**
     * Measures the figures, in the order of the table.
     *
     * @param quick true to prove only that the path runs: few repetitions, no judgement
     * @throws NotRunnable if something that is needed is missing here
     */
    List<Figure> measure(boolean quick);
}
