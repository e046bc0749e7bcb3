package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the search saw against what was measured later, with the line of equality and the bands of 5 % and 10 % around it. */
public final class AgreementChart {
    private static final Frame FRAME = Frame.of(440, 420);
    private static final double NARROW = 0.05;
    private static final double WIDE = 0.10;
    /** So that the bands can be told from the line also where all values are nearly the same. */
    private static final double LEAST_SPAN = 1.4;

    private final Trials trials;
    private final int winner;
    private final List<Trial> compared;
    private final Plot plot;
    private final Scale range;

    private AgreementChart(Trials trials, int winner, String searched) {
        this.trials = trials;
        this.winner = winner;
        this.compared = trials.compared();
        this.range = range(compared);
        Scale across = new Scale(range.low(), range.high(), FRAME.left(), FRAME.right(), range.logarithmic());
        Scale upright = new Scale(range.low(), range.high(), FRAME.bottom(), FRAME.top(), range.logarithmic());
        Plot.Caption caption = new Plot.Caption("agreement-chart", "group", searched + " against measured " + trials.metric(),
            compared.size() + " candidates. On the line both are the same; the bands are 5 % and 10 % around it.");
        this.plot = new Plot(caption, FRAME, across, upright);
    }

    /**
     * A chart of at least one compared candidate.
     *
     * @param winner   number of the winner's trial, or negative
     * @param searched what the search's numbers are: {@code predicted}
     */
    public static Markup draw(Trials trials, int winner, String searched) {
        return new AgreementChart(trials, winner, searched).draw(searched);
    }

    private static Scale range(List<Trial> compared) {
        List<Double> ends = new ArrayList<>();
        compared.stream().flatMap(trial -> Stream.of(trial.cost().orElseThrow(), trial.remeasured().orElseThrow()))
            .forEach(amount -> ends.addAll(List.of(amount.value(), Math.max(amount.lo(), amount.value() / 2), amount.hi())));
        double least = ends.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = ends.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double stretch = Math.max(1, Math.sqrt(LEAST_SPAN * least / most));
        return Scale.around(List.of(least / stretch, most * stretch), 0, 1);
    }

    private Markup draw(String searched) {
        band("wide band", WIDE);
        band("narrow band", NARROW);
        plot.axes("measured " + trials.axis(), searched + " " + trials.axis());
        plot.line("identity", plot.x(range.low()), plot.y(range.low()), plot.x(range.high()), plot.y(range.high()));
        trials.limit().stream().filter(limit -> limit > range.low() && limit < range.high())
            .forEach(limit -> plot.limitRightOf(limit, ("limit " + Numbers.text(limit) + " " + trials.unit()).strip()));
        Marks marks = new Marks(compared.size());
        compared.forEach(trial -> mark(marks, trial));
        marks.draw(plot);
        return plot.finish();
    }

    /** Where the search's number differs from the measured one by at most {@code share} of the latter. */
    private void band(String style, double share) {
        double low = range.low();
        double high = range.high();
        plot.area(style, List.of(at(low, low), at(low / (1 - share), low), at(high, high * (1 - share)), at(high, high),
            at(high / (1 + share), high), at(low, low * (1 + share))));
    }

    private double[] at(double measured, double searched) {
        return new double[] {plot.x(measured), plot.y(searched)};
    }

    private void mark(Marks marks, Trial trial) {
        Amount searched = trial.cost().orElseThrow();
        Amount measured = trial.remeasured().orElseThrow();
        Glyph glyph = trial.number() == winner ? Glyph.WINNER : Glyph.of(trial.outcome());
        double x = plot.x(measured.value());
        double y = plot.y(searched.value());
        marks.acrossWhisker(glyph, plot.x(measured.lo()), plot.x(measured.hi()), y);
        marks.uprightWhisker(glyph, x, plot.y(searched.lo()), plot.y(searched.hi()));
        marks.link(glyph, x, y, trial);
    }
}
