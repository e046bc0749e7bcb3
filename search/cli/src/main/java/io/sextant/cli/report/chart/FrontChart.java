package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Accuracy against cost, with the Pareto front, the limit and the winner; candidates without accuracy in a strip below. */
public final class FrontChart {
    static final Frame FRAME = new Frame(440, 356, 34);
    private static final Frame WITHOUT_STRIP = Frame.of(440, 330);

    private final Trials trials;
    private final int winner;
    private final List<Trial> costed;
    private final List<Trial> trained;
    private final Plot plot;
    private final Marks marks;

    private FrontChart(Trials trials, int winner) {
        this.trials = trials;
        this.winner = winner;
        this.costed = trials.all().stream().filter(trial -> trial.cost().isPresent()).toList();
        this.trained = trials.trained();
        this.marks = new Marks(costed.size());
        Frame frame = trained.size() == costed.size() ? WITHOUT_STRIP : FRAME;
        String front = trained.stream().filter(trial -> trial.outcome() == Outcome.FRONT).count() + " of " + trained.size();
        Plot.Caption caption = new Plot.Caption("front-chart", "group", "Accuracy against " + trials.metric(), front
            + " trained candidates are on the front. Every mark is a candidate; its row in the table of all trials has the same numbers.");
        this.plot = new Plot(caption, frame, Plot.horizontal(frame, costs()),
            Plot.percentages(frame, trained.stream().map(FrontChart::accuracy).toList()));
    }

    /**
     * A chart of at least one costed candidate.
     *
     * @param winner number of the winner's trial, or negative
     */
    public static Markup draw(Trials trials, int winner) {
        return new FrontChart(trials, winner).draw();
    }

    private List<Double> costs() {
        List<Double> costs = new ArrayList<>();
        for (Trial trial : costed) {
            Amount cost = trial.cost().orElseThrow();
            costs.addAll(List.of(cost.lo(), cost.hi()));
        }
        trials.limit().ifPresent(costs::add);
        costed.stream().filter(trial -> trial.number() == winner).flatMap(trial -> trial.remeasured().stream())
            .forEach(amount -> costs.addAll(List.of(amount.lo(), amount.hi())));
        return costs;
    }

    private Markup draw() {
        plot.axes(trials.axis(), "accuracy in %, selection data");
        trials.limit().ifPresent(limit -> plot.limitRightOf(limit, ("limit " + Numbers.text(limit) + " " + trials.unit()).strip()));
        strip();
        front();
        for (Trial trial : costed) {
            if (trial.accuracy().isPresent()) {
                point(trial);
            } else {
                untrained(trial);
            }
        }
        marks.draw(plot);
        return plot.finish();
    }

    private void strip() {
        if (trained.size() == costed.size()) {
            return;
        }
        Frame frame = plot.frame();
        plot.line("axis", frame.left(), frame.bottom(), frame.right(), frame.bottom());
        plot.label("tick end", frame.left() - 6, (frame.bottom() + frame.floor()) / 2 + 4, "none");
    }

    private void front() {
        List<double[]> points = trained.stream().filter(trial -> trial.outcome() == Outcome.FRONT)
            .sorted(Comparator.comparingDouble(FrontChart::cost))
            .map(trial -> new double[] {plot.x(cost(trial)), plot.y(accuracy(trial))}).toList();
        if (points.size() > 1) {
            plot.stairs("front", points);
        }
    }

    private void point(Trial trial) {
        boolean won = trial.number() == winner;
        Glyph glyph = won ? Glyph.WINNER : Glyph.of(trial.outcome());
        Amount cost = trial.cost().orElseThrow();
        double x = plot.x(cost.value());
        double y = plot.y(accuracy(trial));
        marks.acrossWhisker(glyph, plot.x(cost.lo()), plot.x(cost.hi()), y);
        mark(glyph, x, y, trial);
        if (won) {
            trial.remeasured().ifPresent(measured -> {
                marks.acrossWhisker(Glyph.WINNER_MEASURED, plot.x(measured.lo()), plot.x(measured.hi()), y);
                marks.add(Glyph.WINNER_MEASURED, plot.x(measured.value()), y);
            });
            boolean roomLeft = x > plot.frame().left() + 80;
            plot.label(roomLeft ? "winner end" : "winner start", roomLeft ? x - 11 : x + 11, y - 8, "winner");
        }
    }

    private void untrained(Trial trial) {
        boolean over = !trial.outcome().within();
        double y = plot.frame().bottom() + plot.frame().footer() * (over ? 0.72 : 0.28);
        mark(Glyph.of(trial.outcome()), plot.x(cost(trial)), y, trial);
    }

    /** Where marks lie over each other, only those that matter are links of their own. */
    private void mark(Glyph glyph, double x, double y, Trial trial) {
        boolean matters = switch (glyph) {
            case FRONT, REMEASURED_OVER, WINNER, WINNER_MEASURED -> true;
            case DOMINATED, OVER_LIMIT, NOT_TRAINED, FAILED -> costed.size() <= Plot.DENSE;
        };
        if (matters) {
            marks.link(glyph, x, y, trial);
        } else {
            marks.add(glyph, x, y);
        }
    }

    private static double cost(Trial trial) {
        return trial.cost().orElseThrow().value();
    }

    private static double accuracy(Trial trial) {
        return 100 * trial.accuracy().orElseThrow();
    }
}
