package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the search went: candidates in the order of their trials, and the most accurate one within the limits so far. */
public final class HistoryChart {
    private static final Frame FRAME = Frame.of(440, 270);
    private static final int MOST_BATCH_LINES = 24;

    private final Trials trials;
    /** The trials at which the best so far changed. */
    private final List<Trial> bests;

    private HistoryChart(Trials trials) {
        this.trials = trials;
        this.bests = bests(trials);
    }

    /** The accuracy of each trained candidate. Needs one. */
    public static Markup accuracy(Trials trials) {
        HistoryChart chart = new HistoryChart(trials);
        ToDoubleFunction<Trial> accuracy = trial -> 100 * trial.accuracy().orElseThrow();
        Plot.Caption caption = new Plot.Caption("accuracy-history", "img", "Accuracy over the trials", chart.words("accuracy"));
        Plot plot = new Plot(caption, FRAME, chart.numbers(), Plot.percentages(FRAME, values(trials.trained(), accuracy)));
        plot.axes("trial", "accuracy in %, selection data");
        return chart.draw(plot, trials.trained(), accuracy);
    }

    /** The cost of each candidate. Needs one. */
    public static Markup cost(Trials trials) {
        HistoryChart chart = new HistoryChart(trials);
        ToDoubleFunction<Trial> cost = trial -> trial.cost().orElseThrow().value();
        List<Trial> costed = trials.all().stream().filter(trial -> trial.cost().isPresent()).toList();
        List<Double> values = values(costed, cost);
        trials.limit().ifPresent(values::add);
        Plot.Caption caption = new Plot.Caption("cost-history", "img", trials.metric() + " over the trials", chart.words(trials.metric()));
        Plot plot = new Plot(caption, FRAME, chart.numbers(), Plot.vertical(FRAME, values));
        plot.axes("trial", trials.axis());
        trials.limit().ifPresent(limit -> plot.limitAbove(limit, ("limit " + Numbers.text(limit) + " " + trials.unit()).strip()));
        return chart.draw(plot, costed, cost);
    }

    /** How many batches lie between two of the lines that are drawn. */
    public static int batchesBetweenLines(Trials trials) {
        int batches = (last(trials) + trials.batch()) / trials.batch();
        return (batches + MOST_BATCH_LINES - 1) / MOST_BATCH_LINES;
    }

    private Markup draw(Plot plot, List<Trial> shown, ToDoubleFunction<Trial> value) {
        int step = trials.batch() * batchesBetweenLines(trials);
        for (int first = step; first <= last(trials); first += step) {
            plot.line("batch", plot.x(first - 0.5), FRAME.bottom() - 6, plot.x(first - 0.5), FRAME.bottom());
        }
        Marks marks = new Marks(shown.size());
        shown.forEach(trial -> marks.add(small(trial), plot.x(trial.number()), plot.y(value.applyAsDouble(trial))));
        marks.draw(plot);
        List<double[]> stairs = new ArrayList<>();
        bests.forEach(best -> stairs.add(new double[] {plot.x(best.number()), plot.y(value.applyAsDouble(best))}));
        if (!stairs.isEmpty()) {
            stairs.add(new double[] {plot.x(last(trials)), stairs.get(stairs.size() - 1)[1]});
            plot.stairs("front", stairs);
        }
        return plot.finish();
    }

    /** Being on the front is known only at the end, and says nothing of the trial's time. */
    private static Glyph small(Trial trial) {
        Glyph glyph = Glyph.of(trial.outcome());
        return glyph == Glyph.FRONT ? Glyph.DOMINATED : glyph;
    }

    private static List<Trial> bests(Trials trials) {
        List<Trial> bests = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Trial trial : trials.trained()) {
            if (trial.outcome().within() && trial.accuracy().orElseThrow() > best) {
                best = trial.accuracy().orElseThrow();
                bests.add(trial);
            }
        }
        return bests;
    }

    private String words(String what) {
        return bests.isEmpty() ? "No candidate within the limits was trained." : "The line is the " + what
            + " of the most accurate candidate within the limits so far; it changed " + bests.size() + " times, last at trial "
            + bests.get(bests.size() - 1).number() + ".";
    }

    private Scale numbers() {
        return Plot.horizontal(FRAME, List.of(0.0, (double) Math.max(1, last(trials))));
    }

    private static int last(Trials trials) {
        return trials.all().isEmpty() ? 0 : trials.all().get(trials.all().size() - 1).number();
    }

    private static List<Double> values(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return new ArrayList<>(trials.stream().map(value::applyAsDouble).toList());
    }
}
