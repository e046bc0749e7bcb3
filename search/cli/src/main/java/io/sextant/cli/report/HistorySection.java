package io.sextant.cli.report;

import io.sextant.cli.report.chart.HistoryChart;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.markup.Markup;

/** How accuracy and cost went from trial to trial. */
final class HistorySection {
    private HistorySection() {
    }

    static Section of(Trials trials) {
        boolean trained = !trials.trained().isEmpty();
        boolean costed = trials.all().stream().anyMatch(trial -> trial.cost().isPresent());
        Markup html = new Markup();
        if (!trained && !costed) {
            return new Section("history", "History", html.element("p", "No candidate could be measured."));
        }
        html.open("div", "class", "halves");
        if (trained) {
            html.open("figure").include(HistoryChart.accuracy(trials))
                .element("figcaption", "The line is the best accuracy within the limits so far.").close();
        }
        if (costed) {
            html.open("figure").include(HistoryChart.cost(trials))
                .element("figcaption", "The line is the " + trials.metric() + " of the most accurate candidate so far.").close();
        }
        html.close().element("p", batches(trials), "class", "faint");
        return new Section("history", "History", html);
    }

    private static String batches(Trials trials) {
        int between = HistoryChart.batchesBetweenLines(trials);
        String ticks = between == 1 ? "each begins at a tick" : "every " + between + " of them there is a tick";
        return "Marks are those of the Pareto front's legend. Candidates were proposed " + trials.batch() + " at a time: " + ticks
            + " inside the axis.";
    }
}
