package io.sextant.cli.report;

import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A search's report as one HTML page that refers to nothing outside itself. Its script sorts and filters tables and labels marks; without
 * it, everything can still be read.
 */
public final class ReportPage {
    private final ReportData data;

    private ReportPage(ReportData data) {
        this.data = data;
    }

    /** The whole page: a line with the document type, then XML. */
    public static String html(ReportData data) {
        return new ReportPage(data).page();
    }

    private String page() {
        Markup html = new Markup().open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", Assets.policy());
        html.element("title", "Sextant: " + data.run().id()).style(Assets.styleSheet()).close();
        List<Section> sections = sections();
        html.open("body").include(head()).open("main").include(verdict()).include(contents(sections));
        sections.forEach(section -> html.include(section.markup()));
        return "<!doctype html>\n" + html.close().script(Assets.script()).close().close();
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        data.winner().ifPresent(winner -> sections.add(WinnerSection.of(winner)));
        data.winner().filter(winner -> !winner.integers().isEmpty()).ifPresent(winner -> sections.add(IntegerSection.of(winner)));
        sections.add(FrontSection.of(data));
        sections.add(AgreementSection.of(data));
        sections.add(HistorySection.of(data.trials()));
        sections.add(RejectionSection.of(data));
        sections.add(LayersSection.of(data));
        sections.add(MemorySection.of(data));
        sections.add(CostSection.of(data));
        sections.add(MachineSection.of(data.device()));
        sections.add(RunSection.of(data.run()));
        sections.add(TrialSection.of(data));
        return sections;
    }

    private Markup head() {
        Markup html = new Markup().open("header").element("p", "Sextant search", "class", "overline").element("h1", data.run().id());
        long seconds = data.run().duration().toSeconds();
        String took = seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        return html.element("p", data.run().started() + ", took " + took, "class", "faint").close();
    }

    private Markup verdict() {
        boolean feasible = data.verdict().feasible();
        Markup html = new Markup().open("section", "id", "verdict", "class", feasible ? "verdict good" : "verdict bad");
        html.element("h2", feasible ? "✓ Feasible" : "✗ Infeasible", "class", "headline");
        html.element("p", data.verdict().sentence(), "class", "sentence");
        if (!data.verdict().limits().isEmpty()) {
            html.open("ul", "class", "limits");
            data.verdict().limits().forEach(limit -> html.include(limit(limit)));
            html.close();
        }
        return html.close();
    }

    private static Markup limit(ReportData.Verdict.Limit limit) {
        Markup html = new Markup().open("li")
            .element("span", limit.met() ? "✓ met" : "✗ not met", "class", limit.met() ? "met" : "missed");
        html.text(" ").element("code", limit.text()).text(limit.reached().isEmpty() ? "" : " reached: " + limit.reached());
        return html.element("span", " (" + limit.origin() + ")", "class", "faint").close();
    }

    private static Markup contents(List<Section> sections) {
        Markup html = new Markup().open("nav", "aria-label", "Contents").open("ul");
        sections.forEach(section -> html.open("li").element("a", section.name(), "href", "#" + section.id()).close());
        return html.close().close();
    }
}
