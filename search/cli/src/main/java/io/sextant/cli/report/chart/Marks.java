package io.sextant.cli.report.chart;

import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.markup.Markup;
import java.util.EnumMap;
import java.util.Map;

/**
 * The marks of candidates in a chart, later kinds over earlier ones. A mark of its own is a link to the candidate's row that says what
 * it is; the others of a kind are one path together, so that thousands stay small.
 */
final class Marks {
    private final String density;
    private final Map<Glyph, StringBuilder> together = new EnumMap<>(Glyph.class);
    private final Map<Glyph, StringBuilder> whiskers = new EnumMap<>(Glyph.class);
    private final Map<Glyph, Markup> own = new EnumMap<>(Glyph.class);

    /** @param count of all marks that will come */
    Marks(int count) {
        this.density = count > Plot.DENSE ? " dense" : "";
    }

    /** A mark among those of its kind. */
    Marks add(Glyph glyph, double x, double y) {
        together.computeIfAbsent(glyph, kind -> new StringBuilder()).append(glyph.path(x, y));
        return this;
    }

    /** A mark of its own; those that matter most can be reached by the keyboard. */
    Marks link(Glyph glyph, double x, double y, Trial trial) {
        boolean reachable = switch (glyph) {
            case FRONT, REMEASURED_OVER, WINNER, WINNER_MEASURED -> true;
            case DOMINATED, OVER_LIMIT, NOT_TRAINED, FAILED -> false;
        };
        Markup kind = own.computeIfAbsent(glyph, each -> new Markup());
        if (reachable) {
            kind.open("a", "href", "#t" + trial.number());
        } else {
            kind.open("a", "href", "#t" + trial.number(), "tabindex", "-1");
        }
        kind.element("title", trial.summary() + (glyph == Glyph.WINNER ? ", winner" : "")).empty("path", "d", glyph.path(x, y)).close();
        return this;
    }

    Marks acrossWhisker(Glyph glyph, double from, double to, double y) {
        whisker(glyph).append('M').append(Plot.n(from)).append(' ').append(Plot.n(y)).append('H').append(Plot.n(to));
        return this;
    }

    Marks uprightWhisker(Glyph glyph, double x, double from, double to) {
        whisker(glyph).append('M').append(Plot.n(x)).append(' ').append(Plot.n(from)).append('V').append(Plot.n(to));
        return this;
    }

    void draw(Plot plot) {
        for (Glyph glyph : new Glyph[] {Glyph.FAILED, Glyph.NOT_TRAINED, Glyph.OVER_LIMIT, Glyph.DOMINATED, Glyph.REMEASURED_OVER,
            Glyph.FRONT, Glyph.WINNER_MEASURED, Glyph.WINNER}) {
            plot.path("whisker " + glyph.style() + density, whiskers.getOrDefault(glyph, new StringBuilder()).toString());
            plot.path("mark " + glyph.style() + density, together.getOrDefault(glyph, new StringBuilder()).toString());
            if (own.containsKey(glyph)) {
                plot.group("mark " + glyph.style(), own.get(glyph));
            }
        }
    }

    private StringBuilder whisker(Glyph glyph) {
        return whiskers.computeIfAbsent(glyph, kind -> new StringBuilder());
    }
}
