package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Accuracy;
import io.sextant.cli.report.ReportData.Fact;
import io.sextant.cli.report.ReportData.Limit;
import io.sextant.cli.report.ReportData.Metric;
import io.sextant.cli.report.ReportData.Outcome;
import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import io.sextant.cli.report.ReportData.Winner;
import io.sextant.ir.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes a search's report as one HTML page without scripts that refers to nothing outside itself. */
public final class ReportPage {
    private static final int NO_TRIAL = -1;

    private final ReportData data;
    private final int winner;

    private ReportPage(ReportData data) {
        this.data = data;
        this.winner = data.winner().map(Winner::trial).orElse(NO_TRIAL);
    }

    /** The whole page. */
    public static String html(ReportData data) {
        return new ReportPage(data).page();
    }

    /**
     * Writes the page to {@code file}, whole or not at all.
     *
     * @throws IOException if the file cannot be written; what was there before stays
     */
    public static void write(ReportData data, Path file) throws IOException {
        AtomicFile.write(file, html(data));
    }

    private String page() {
        Markup html = new Markup().open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; style-src 'unsafe-inline'");
        html.element("title", "Sextant: " + data.run().id()).style(styleSheet()).close();
        html.open("body").open("main");
        head(html);
        verdict(html);
        data.winner().ifPresent(won -> winner(html, won));
        charts(html);
        trials(html);
        device(html);
        command(html);
        return "<!doctype html>\n" + html.close().close().close();
    }

    private void head(Markup html) {
        html.open("header").element("p", "Sextant search", "class", "overline").element("h1", data.run().id());
        long seconds = data.run().duration().toSeconds();
        String took = seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        html.element("p", data.run().started() + ", took " + took, "class", "faint").close();
    }

    private void verdict(Markup html) {
        boolean feasible = data.verdict().feasible();
        html.open("section", "class", feasible ? "verdict good" : "verdict bad");
        html.element("p", feasible ? "✓ Feasible" : "✗ Infeasible", "class", "headline").element("p", data.verdict().sentence(), "class", "sentence");
        if (!data.verdict().limits().isEmpty()) {
            html.open("ul", "class", "limits");
            data.verdict().limits().forEach(limit -> limit(html, limit));
            html.close();
        }
        html.close();
    }

    private static void limit(Markup html, Limit limit) {
        html.open("li").element("span", limit.met() ? "✓" : "✗", "class", limit.met() ? "met" : "missed").text(" ");
        html.element("code", limit.text()).text(limit.reached().isEmpty() ? "" : " reached: " + limit.reached());
        html.element("span", " (" + limit.origin() + ")", "class", "faint").close();
    }

    private static void winner(Markup html, Winner won) {
        html.open("section").element("h2", "Winner");
        html.open("p").element("code", won.description(), "class", "network").element("span", " trial " + won.trial(), "class", "faint");
        html.close().open("div", "class", "cards");
        accuracy(html, won.accuracy());
        won.metrics().forEach(metric -> metric(html, metric));
        html.close();
        if (!won.files().isEmpty()) {
            html.element("h3", "Files beside this page").open("ul", "class", "files");
            won.files().forEach(file -> html.open("li").element("a", file.name(), "href", "./" + file.name()).text(" ")
                .element("span", file.value(), "class", "faint").close());
            html.close();
        }
        html.close();
    }

    private static void accuracy(Markup html, Accuracy accuracy) {
        html.open("div", "class", "card main").element("p", "accuracy", "class", "name");
        html.element("p", Scale.percent(accuracy.mean()), "class", "value");
        String error = String.format(Locale.ROOT, "± %.2f points standard error, ", 100 * accuracy.standardError());
        html.element("p", error + accuracy.seeds() + " trainings, fresh data", "class", "faint");
        accuracy.standard().ifPresent(standard ->
            html.element("p", Scale.percent(standard) + " on the standard test set", "class", "faint"));
        accuracy.baseline().ifPresent(baseline ->
            html.element("p", "baseline " + Scale.percent(baseline.accuracy()) + ": " + baseline.description(), "class", "faint"));
        html.close();
    }

    private static void metric(Markup html, Metric metric) {
        html.open("div", "class", "card").element("p", metric.name(), "class", "name");
        html.element("p", Amounts.value(metric.amount()), "class", "value");
        String interval = metric.amount().exact() ? "" : Amounts.interval(metric.amount()) + " at 95 %, ";
        html.element("p", interval + metric.amount().kind(), "class", "faint").close();
    }

    private void charts(Markup html) {
        Trials trials = data.trials();
        long plotted = trials.all().stream().filter(Trial::isPlotted).count();
        if (plotted == 0) {
            html.open("section").element("h2", "Pareto front").element("p", "No candidate was both measured and trained.").close();
            return;
        }
        html.open("div", "class", "charts");
        html.open("figure").element("h2", "Pareto front").include(FrontChart.draw(trials, winner));
        html.open("figcaption").element("span", "● on the front", "class", "key best").element("span", "● dominated", "class", "key dominated");
        html.element("span", "○ over a limit", "class", "key out");
        html.element("span", "◆ winner", "class", "key winner").text("As the search saw them, with 95 % intervals; "
            + "the winner was then measured and trained again." + untrained(trials, plotted)).close().close();
        html.open("figure").element("h2", "History").include(HistoryChart.draw(trials));
        html.element("figcaption", "Each dot is a trained candidate; the line is the best within the limits so far.").close().close();
    }

    private static String untrained(Trials trials, long plotted) {
        long others = trials.all().size() - plotted;
        return others == 0 ? "" : " Not drawn: " + others + " of " + trials.all().size() + " that were not trained or not measured.";
    }

    private void trials(Markup html) {
        List<Trial> all = data.trials().all();
        List<Trial> front = all.stream().filter(trial -> trial.outcome() == Outcome.FRONT && trial.isPlotted())
            .sorted(Comparator.comparingDouble(trial -> trial.cost().orElseThrow().value())).toList();
        html.open("section").element("h2", "Candidates");
        facts(html, "short", data.run().counts());
        if (!front.isEmpty()) {
            html.element("h3", "On the Pareto front").include(TrialTable.of(data.trials(), front, winner));
        }
        html.open("details").element("summary", "All " + all.size() + " trials").include(TrialTable.of(data.trials(), all, winner));
        html.close().close();
    }

    private void device(Markup html) {
        html.open("section").element("h2", "Device: " + data.device().name());
        html.open("p").element("span", data.device().quiet() ? "✓ " : "! ", "class", data.device().quiet() ? "met" : "missed");
        html.text(data.device().noise()).close();
        facts(html, "long", data.device().facts());
        html.close();
    }

    private static void facts(Markup html, String style, List<Fact> facts) {
        html.open("dl", "class", style);
        facts.forEach(fact -> html.open("div").element("dt", fact.name()).element("dd", fact.value()).close());
        html.close();
    }

    private void command(Markup html) {
        html.open("section").element("h2", "Run it again").open("pre").element("code", data.run().command()).close().close();
    }

    private static String styleSheet() {
        try (InputStream sheet = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("report.css is part of the program", e);
        }
    }
}
