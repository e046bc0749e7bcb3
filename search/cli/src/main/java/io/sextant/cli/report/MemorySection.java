package io.sextant.cli.report;

import io.sextant.cli.report.data.Arena;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;
import java.util.Locale;

/** Where the winner's activations lie. */
final class MemorySection {
    private MemorySection() {
    }

    static Section of(ReportData data) {
        Markup body = data.evidence().arena().map(MemorySection::body).orElseGet(() -> new Markup().element("p",
            data.winner().isPresent() ? "The winner's memory was not planned in this run." : "There is no winner whose memory could be planned."));
        return new Section("memory", "Memory", "The winner's memory", body);
    }

    private static Markup body(Arena arena) {
        Markup html = new Markup().element("p", String.format(Locale.ROOT, "All activations lie in one arena of %,d bytes; no plan needs less"
            + " than %,d bytes, so the gap is at most %s.", arena.peakBytes(), arena.lowerBound(), Numbers.percent(arena.gap())));
        html.open("figure").drawing(arena.picture()).open("figcaption").element("p", "When each activation lies where: "
            + (arena.steps() == 1 ? "the one kernel" : "the " + arena.steps() + " kernels") + " of one inference from left to right, bytes"
            + " from bottom to top; the dashed line is the lower bound.").close().close();
        return html.include(Section.facts("long", arena.definitions()));
    }
}
