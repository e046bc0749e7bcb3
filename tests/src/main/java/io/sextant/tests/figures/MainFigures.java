package io.sextant.tests.figures;

import java.util.ArrayList;
import java.util.List;

/** The figures of the main job. */
final class MainFigures implements FigureSet {
    private static final List<FigureSet> PARTS = List.of(new AccuracyFigures(), new StartUpFigure(), new OverheadFigure(),
        new FreshCloneFigures());

    @Override
    public List<Figure> measure(boolean quick) {
        List<Figure> figures = new ArrayList<>();
        PARTS.forEach(part -> figures.addAll(part.measure(quick)));
        return figures;
    }
}
