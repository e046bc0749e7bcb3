package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Outcome;
import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import java.util.ArrayList;
import java.util.List;

/** The accuracies of the trained candidates in the order of their trials, and the best within the limits so far. */
final class HistoryChart {
    private final List<Trial> trained;
    private final Plot plot;

    private HistoryChart(Trials trials) {
        this.trained = trials.all().stream().filter(Trial::isPlotted).toList();
        List<Double> numbers = new ArrayList<>(List.of(0.0));
        trials.all().forEach(trial -> numbers.add((double) trial.number()));
        Scale linear = Plot.horizontal(numbers);
        this.plot = new Plot("Best accuracy over the trials", linear.within(0, Double.MAX_VALUE),
            Plot.vertical(trained.stream().map(trial -> trial.accuracy().getAsDouble()).toList()));
    }

    static Markup draw(Trials trials) {
        return new HistoryChart(trials).draw();
    }

    private Markup draw() {
        plot.axes("trial", "accuracy in %, selection data");
        List<double[]> stairs = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Trial trial : trained) {
            double accuracy = trial.accuracy().getAsDouble();
            boolean within = trial.outcome() == Outcome.FRONT || trial.outcome() == Outcome.DOMINATED;
            String hint = "trial " + trial.number() + ": " + Scale.percent(accuracy) + ", " + trial.outcome().text();
            plot.dot(within ? "dot dominated" : "dot out", plot.x(trial.number()), plot.y(accuracy), 3, hint);
            if (within && accuracy > best) {
                best = accuracy;
                stairs.add(new double[] {plot.x(trial.number()), plot.y(accuracy)});
            }
        }
        if (!stairs.isEmpty()) {
            stairs.add(new double[] {plot.right(), stairs.get(stairs.size() - 1)[1]});
            plot.stairs("front", stairs);
        }
        return plot.finish();
    }
}
