package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Amount;
import io.sextant.cli.report.ReportData.Outcome;
import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Accuracy against cost, with the Pareto front, the limit and the winner. */
final class FrontChart {
    private final Trials trials;
    private final int winner;
    private final List<Trial> plotted;
    private final Plot plot;

    /** @param winner number of the winner's trial, or negative */
    private FrontChart(Trials trials, int winner) {
        this.trials = trials;
        this.winner = winner;
        this.plotted = trials.all().stream().filter(Trial::isPlotted).toList();
        this.plot = new Plot("Accuracy against " + trials.metric(), Plot.horizontal(costs()),
            Plot.vertical(plotted.stream().map(trial -> trial.accuracy().getAsDouble()).toList()));
    }

    static Markup draw(Trials trials, int winner) {
        return new FrontChart(trials, winner).draw();
    }

    private List<Double> costs() {
        List<Double> costs = new ArrayList<>();
        for (Trial trial : plotted) {
            Amount cost = trial.cost().orElseThrow();
            costs.addAll(List.of(cost.lo(), cost.hi()));
        }
        trials.limit().ifPresent(costs::add);
        return costs;
    }

    private Markup draw() {
        String unit = trials.unit().isEmpty() ? "" : " in " + trials.unit();
        plot.axes(trials.metric() + unit, "accuracy in %, selection data");
        trials.limit().ifPresent(limit -> plot.limit(limit, "limit " + Scale.number(limit) + " " + trials.unit()));
        front();
        plotted.stream().sorted(Comparator.comparing(FrontChart::importance)).forEach(this::point);
        return plot.finish();
    }

    private void front() {
        List<double[]> points = new ArrayList<>();
        plotted.stream().filter(trial -> trial.outcome() == Outcome.FRONT).sorted(Comparator.comparingDouble(FrontChart::cost))
            .forEach(trial -> points.add(new double[] {plot.x(cost(trial)), plot.y(trial.accuracy().getAsDouble())}));
        if (points.size() > 1) {
            plot.stairs("front", points);
        }
    }

    private void point(Trial trial) {
        Amount cost = trial.cost().orElseThrow();
        double x = plot.x(cost.value());
        double y = plot.y(trial.accuracy().getAsDouble());
        String hint = hint(trial, cost);
        String style = style(trial.outcome());
        plot.line("whisker " + style, plot.x(cost.lo()), y, plot.x(cost.hi()), y);
        if (trial.number() == winner) {
            plot.diamond("winner", x, y, "winner: " + hint);
            boolean roomLeft = x > 120;
            plot.label(roomLeft ? "winner end" : "winner start", roomLeft ? x - 11 : x + 11, y - 7, "winner");
        } else {
            plot.dot("dot " + style, x, y, trial.outcome() == Outcome.FRONT ? 4.5 : 3.5, hint);
        }
    }

    private String hint(Trial trial, Amount cost) {
        return "trial " + trial.number() + ": " + trial.description() + ", " + Amounts.text(cost) + ", "
            + Scale.percent(trial.accuracy().getAsDouble()) + ", " + trial.outcome().text();
    }

    /** Later ones are drawn over earlier ones. */
    private static int importance(Trial trial) {
        return switch (trial.outcome()) {
            case FAILED, NOT_TRAINED, OVER_LIMIT -> 0;
            case DOMINATED -> 1;
            case FRONT -> 2;
        };
    }

    private static String style(Outcome outcome) {
        return switch (outcome) {
            case FAILED, NOT_TRAINED, OVER_LIMIT -> "out";
            case DOMINATED -> "dominated";
            case FRONT -> "best";
        };
    }

    private static double cost(Trial trial) {
        return trial.cost().orElseThrow().value();
    }
}
