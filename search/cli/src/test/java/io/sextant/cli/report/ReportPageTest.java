package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportPageTest {
    private static final String HOSTILE = "</script><script>alert(\"1\")</script>'&]]>\u0000";
    private static final int MOST_BYTES = 3_000_000;

    static Stream<ReportData> samples() {
        return Stream.of(SampleReport.feasible(), SampleReport.infeasible(), SampleReport.nothingMeasured(), SampleReport.feasible(1),
            SampleReport.feasible(2));
    }

    private static Page page(ReportData data) throws Exception {
        return Page.parse(ReportPage.html(data));
    }

    @Test
    void everyTextIsEscaped() throws Exception {
        String html = ReportPage.html(new SampleReport(text -> text + HOSTILE).of(SampleTrials.of(30)));
        assertEquals(1, html.split("<script", -1).length - 1, "the page's own script is the only one");
        assertFalse(html.contains("alert(\""), html);
        Page parsed = Page.parse(html);
        assertTrue(parsed.text().contains("</script><script>alert(\"1\")</script>'&]]>\uFFFD"), "the text is still readable");
        assertEquals(1, parsed.elements("script").size());
    }

    @Test
    void onlyThePagesOwnScriptMayRun() throws Exception {
        String html = ReportPage.html(SampleReport.feasible());
        String script = html.substring(html.indexOf("<script>") + 8, html.indexOf("</script>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        String policy = page(SampleReport.feasible()).elements("meta").stream().map(meta -> meta.getAttribute("content"))
            .filter(content -> content.startsWith("default-src 'none'")).findFirst().orElseThrow();
        assertTrue(policy.contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"), policy);
    }

    @Test
    void refersToNothingOutsideItself() throws Exception {
        String html = ReportPage.html(SampleReport.feasible());
        Matcher outside = Pattern.compile("https?:|\\bsrc=|url\\(|@import|<(link|iframe|img|object)\\b").matcher(html);
        assertFalse(outside.find(), () -> html.substring(outside.start()));
        List<String> targets = page(SampleReport.feasible()).elements("a").stream().map(link -> link.getAttribute("href"))
            .filter(target -> !target.startsWith("#")).toList();
        assertEquals(List.of("./winner.onnx", "./front.csv", "./run.json"), targets);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyLinkInsideThePageLeadsSomewhere(ReportData data) throws Exception {
        Page page = page(data);
        List<String> ids = page.elements("*").stream().map(element -> element.getAttribute("id")).filter(id -> !id.isEmpty()).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size(), "ids are unique");
        Stream.concat(page.elements("a").stream().map(link -> link.getAttribute("href")).filter(target -> target.startsWith("#"))
            .map(target -> target.substring(1)), page.elements("*").stream().map(element -> element.getAttribute("aria-labelledby"))
            .flatMap(names -> Stream.of(names.split(" "))).filter(name -> !name.isEmpty()))
            .forEach(target -> assertTrue(ids.contains(target), target + " is nowhere"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void thoseWhoCannotSeeAreTold(ReportData data) throws Exception {
        Page page = page(data);
        assertEquals("en", page.root().getAttribute("lang"));
        page.elements("th").forEach(header -> assertTrue(Set.of("col", "row").contains(header.getAttribute("scope")),
            header.getTextContent()));
        for (Element chart : Page.byClass(page.root(), "svg", "chart")) {
            assertEquals(List.of("title", "desc"), Stream.of(chart.getAttribute("aria-labelledby").split(" "))
                .map(id -> page.byId(id).orElseThrow().getTagName()).toList());
        }
        page.elements("svg").stream().filter(svg -> svg.getAttribute("class").equals("arena-lives")).forEach(svg ->
            assertTrue(svg.getAttribute("role").equals("img") && svg.getAttribute("aria-label").contains("arena")));
        page.elements("svg").stream().filter(svg -> !Set.of("chart", "arena-lives").contains(svg.getAttribute("class")))
            .forEach(svg -> assertEquals("true", svg.getAttribute("aria-hidden"), "bars and icons repeat what is written beside them"));
        page.elements("input").forEach(input -> assertEquals("label", input.getParentNode().getNodeName()));
    }

    @Test
    void feasiblePageShowsVerdictWinnerAndCommand() throws Exception {
        String text = page(SampleReport.feasible()).text();
        for (String part : List.of("✓ Feasible", "latency <= 60 us", "93.1 %", "± 0.21 points standard error, 3 trainings",
            "94.2 % on the standard test set", "baseline 92.1 %: most parameters within the limits", "5,834", "118,220", "24.6 KiB",
            "A/A 0.4 %", "--limit 'latency <= 60 us' --seed 7", "a table of 151 kernels", "23 of 24", "1844674407370955161",
            "Total 57.44 us [56.72, 58.9]", "rescaled to the unprofiled total", "depthwise k5 s1 20x64 +relu")) {
            assertTrue(text.contains(part), () -> part + " is missing in:\n" + text);
        }
        assertTrue(text.indexOf("✓ Feasible") < text.indexOf("Pareto front"), "the verdict comes first");
    }

    @Test
    void infeasiblePageNamesTheNearestPointAndShowsNoWinner() throws Exception {
        Page page = page(SampleReport.infeasible());
        assertTrue(page.text().contains("✗ Infeasible no network meets latency <= 5 us; the nearest, trial 7, has 16.02 us"), page.text());
        assertTrue(page.text().contains("There is no winner whose layers could be profiled."));
        assertTrue(page.byId("winner").isEmpty());
        assertEquals(List.of(), Page.byClass(page.root(), "span", "badge"));
    }

    @Test
    void aPageWithNothingMeasuredSaysSo() throws Exception {
        Page page = page(SampleReport.nothingMeasured());
        assertEquals(List.of(), Page.byClass(page.root(), "svg", "chart"));
        assertTrue(page.text().contains("No candidate could be measured, so there is nothing to draw."), page.text());
        assertTrue(page.text().contains("so there is nothing to compare"), page.text());
        assertTrue(page.text().contains("the worker did not start"), page.text());
    }

    @Test
    void theTableHasTheNumbersOfEveryTrial() throws Exception {
        ReportData data = SampleReport.feasible();
        List<List<String>> rows = Page.rows(page(data).byId("trial-table").orElseThrow());
        assertEquals(data.trials().all().size(), rows.size());
        for (Trial trial : data.trials().all()) {
            List<String> row = rows.get(trial.number());
            assertEquals(String.valueOf(trial.number()), row.get(0));
            assertEquals(trial.cost().map(cost -> Numbers.text(cost.value()) + " " + cost.interval()).orElse("–"), row.get(2));
            assertEquals(trial.remeasured().map(cost -> Numbers.text(cost.value()) + " " + cost.interval()).orElse("–"), row.get(3));
            assertEquals(trial.accuracy().isPresent() ? Numbers.percentage(trial.accuracy().getAsDouble()) : "–", row.get(4));
            assertTrue(row.get(5).startsWith(trial.outcome().text()), row.get(5));
            assertEquals(trial.fate().detail(), row.get(6));
        }
    }

    @Test
    void theAgreementIsCountedAndListed() throws Exception {
        Trials trials = SampleReport.feasible().trials();
        Element section = page(SampleReport.feasible()).byId("agreement").orElseThrow();
        List<List<String>> rows = Page.rows(Page.elements(section, "table").get(0));
        assertEquals(trials.compared().size(), rows.size());
        List<Double> ratios = rows.stream().map(row -> Double.parseDouble(row.get(3))).toList();
        long near = trials.compared().stream().map(Trial::ratio).filter(ratio -> Math.abs(ratio - 1) <= 0.05).count();
        assertTrue(near > 0 && near < rows.size(), "the sample has both");
        assertTrue(section.getTextContent().contains(near + " of " + rows.size()), section.getTextContent());
        assertEquals(trials.compared().stream().map(trial -> String.format(Locale.ROOT, "%.3f", trial.ratio())).sorted().toList(),
            ratios.stream().map(ratio -> String.format(Locale.ROOT, "%.3f", ratio)).sorted().toList());
    }

    @Test
    void sharesAreThoseWithinTheBandsTheirEndsIncluded() throws Exception {
        List<Trial> all = new ArrayList<>();
        for (double predicted : new double[] {106, 105, 100, 95, 94, 110, 111}) {
            all.add(new Trial(all.size(), "net", Optional.of(new Amount(predicted, predicted, predicted, "us", "summed")),
                Optional.of(new Amount(100, 99, 101, "us", "measured")), OptionalDouble.of(0.5), Fate.of(Outcome.FRONT, "")));
        }
        Trials trials = new Trials("latency", "us", OptionalDouble.empty(), 16, all);
        String text = page(new SampleReport(each -> each).of(trials)).byId("agreement").orElseThrow().getTextContent();
        assertTrue(text.contains("3 of 7 (42.9 %)"), text);
        assertTrue(text.contains("6 of 7 (85.7 %)"), text);
        assertTrue(text.contains("+5.0 %"), "the median: " + text);
    }

    @Test
    void aFinalistOverTheLimitIsSaidToBe() throws Exception {
        Trials trials = SampleReport.infeasible().trials();
        Element section = page(SampleReport.infeasible()).byId("agreement").orElseThrow();
        Trial again = trials.compared().get(0);
        String over = Numbers.percent(again.remeasured().orElseThrow().hi() / 5 - 1);
        assertEquals("over by " + over, Page.rows(Page.elements(section, "table").get(0)).get(0).get(4));
    }

    @Test
    void everyCandidateButTheWinnerIsRejectedForOneReason() throws Exception {
        ReportData data = SampleReport.feasible();
        List<List<String>> rows = Page.rows(Page.elements(page(data).byId("rejected").orElseThrow(), "table").get(0));
        int counted = rows.stream().mapToInt(row -> Integer.parseInt(row.get(1).split(" ")[0])).sum();
        assertEquals(data.trials().all().size() - 1, counted);
        List<Trial> over = data.trials().all().stream().filter(trial -> trial.outcome() == Outcome.OVER_LIMIT).toList();
        List<String> row = rows.stream().filter(each -> each.get(0).equals("over a limit: latency <= 60 us")).findFirst().orElseThrow();
        assertTrue(row.get(1).startsWith(over.size() + " ("), row.toString());
        double[] excess = over.stream().mapToDouble(trial -> trial.fate().excess().orElseThrow()).sorted().toArray();
        assertTrue(row.get(2).startsWith(Numbers.percent(excess[0]) + " to " + Numbers.percent(excess[excess.length - 1])), row.toString());
    }

    @Test
    void longMessagesAndManyReasonsAreCutShort() throws Exception {
        Page page = page(new SampleReport(text -> text.contains("signal 4") ? text + "x".repeat(5000) : text).of(SampleTrials.of(96)));
        assertTrue(Page.rows(page.byId("trial-table").orElseThrow()).stream().allMatch(row -> row.get(6).length() <= 301));
        int[] number = new int[1];
        ReportData many = new SampleReport(text -> text.contains("signal 4") ? "message " + number[0]++ : text).of(SampleTrials.of(2000));
        Element rejected = page(many).byId("rejected").orElseThrow();
        assertEquals(20, Page.rows(Page.elements(rejected, "table").get(0)).size());
        assertTrue(rejected.getTextContent().contains("other reasons"), rejected.getTextContent());
    }

    @Test
    void aRunOfThousandsStaysSmall() {
        int bytes = ReportPage.html(SampleReport.feasible(5000)).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    }

    @Test
    void layersAddUpToTheTotal() throws Exception {
        ReportData data = SampleReport.feasible();
        List<List<String>> rows = Page.rows(Page.elements(page(data).byId("layers").orElseThrow(), "table").get(0));
        double sum = rows.stream().mapToDouble(row -> Double.parseDouble(row.get(2))).sum();
        assertEquals(data.evidence().layers().orElseThrow().total().value(), sum, 0.01);
        assertEquals(100, rows.stream().mapToDouble(row -> Double.parseDouble(row.get(3))).sum(), 0.5);
        Set<String> kernels = rows.stream().map(row -> row.get(1)).collect(Collectors.toSet());
        assertTrue(kernels.contains("FusedConv"), "an operator without kernel has its own name: " + kernels);
    }

    @Test
    void theWinnersMemoryIsDrawnWithItsBoundAndGap() throws Exception {
        Element memory = page(SampleReport.feasible()).byId("memory").orElseThrow();
        String text = memory.getTextContent();
        assertTrue(text.contains("one arena of 3,840 bytes; no plan needs less than 3,840 bytes, so the gap is at most 0.0 %"), text);
        assertEquals(1, Page.byClass(memory, "svg", "arena-lives").size());
        assertTrue(Page.elements(memory, "rect").size() >= 2, "input and result");
        assertTrue(page(SampleReport.infeasible()).byId("memory").orElseThrow().getTextContent().contains("no winner"));
    }
}
