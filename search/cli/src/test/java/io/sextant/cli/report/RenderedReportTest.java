package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What headless Chromium makes of a report: at the widths of a phone, a tablet and a desktop, under a person's hands, and on paper. */
class RenderedReportTest {
    private static final String LONG = " " + "an-unbroken-word".repeat(12);
    private static final int TRIALS = 96;

    @TempDir
    private Path folder;
    private Browser browser;

    @BeforeEach
    void findBrowser() {
        browser = Browser.orSkip(folder);
    }

    @Test
    void nothingIsWiderThanThePageAndNoLabelsClash() throws Exception {
        write("usual.html", SampleReport.feasible(TRIALS));
        write("long.html", new SampleReport(text -> text + LONG).of(SampleTrials.of(TRIALS)));
        SampleReport plain = new SampleReport(text -> text);
        write("slow.html", plain.of(SampleTrials.scaled(SampleTrials.of(TRIALS), 20_000, 20_000)));
        write("spread.html", plain.of(SampleTrials.scaled(SampleTrials.of(TRIALS), 50, 0.2)));
        JsonNode measured = browser.json(probe("widths.html"));
        assertEquals(24, measured.size(), measured::toString);
        for (JsonNode page : measured) {
            assertEquals(4, page.at("/charts").asInt(), page::toString);
            assertTrue(page.at("/content").asInt() <= page.at("/width").asInt(), page::toString);
            assertTrue(page.at("/sticksOut").isEmpty(), page::toString);
            assertTrue(page.at("/smallest").asDouble() >= 10, () -> "labels can be read: " + page);
            assertEquals(TRIALS, page.at("/rows").asInt(), page::toString);
            assertEquals(page.at("/scripted").asBoolean(), page.at("/filter").asBoolean(), page::toString);
            boolean usual = !page.at("/page").asText().equals("long.html");
            assertTrue(!usual || page.at("/clashes").isEmpty(), page::toString);
        }
        assertEquals(12, count(measured, "/scripted"), "half of the pages have no script");
    }

    @Test
    void tablesSortAndFilterAndMarksAreLabelled() throws Exception {
        ReportData data = SampleReport.feasible(TRIALS);
        write("usual.html", data);
        JsonNode seen = browser.json(probe("use.html"));
        List<Double> rising = costs(data, Comparator.naturalOrder());
        assertEquals(rising, leading(seen.at("/costsRising")), "cheapest first");
        assertEquals("ascending", seen.at("/sorted").asText());
        assertEquals(costs(data, Comparator.reverseOrder()), leading(seen.at("/costsFalling")));
        assertEquals("–", seen.at("/costsFalling").get(TRIALS - 1).asText(), "what is not known comes last");
        assertTrue(seen.at("/networks").get(0).asText().startsWith("w0.25"), seen.at("/networks")::toString);
        assertEquals("w0.100", seen.at("/networks").get(TRIALS - 1).asText().split(" ")[0], "numbers inside texts count as numbers");
        assertEquals(IntStream.range(0, TRIALS).mapToObj(String::valueOf).toList(), texts(seen.at("/numbers")));
        long over = count(data, Outcome.OVER_LIMIT);
        assertEquals(List.of("over a limit"), texts(seen.at("/over")).stream().distinct().toList());
        assertEquals(over, seen.at("/over").size());
        assertEquals(over + " of " + TRIALS + " shown", seen.at("/count").asText());
        assertEquals(count(data, Outcome.FAILED), seen.at("/signals").size());
        assertEquals(TRIALS, seen.at("/afterLink").asInt(), "a link to a hidden row shows it");
        assertEquals(count(data, Outcome.DOMINATED), seen.at("/dominated").size());
        assertEquals(TRIALS, seen.at("/afterReset").asInt());
        assertTrue(seen.at("/tip").asText().startsWith("trial "), seen.at("/tip")::asText);
        assertEquals(seen.at("/tip").asText(), seen.at("/label").asText());
        assertTrue(seen.at("/tipShown").asBoolean() && seen.at("/tipGone").asBoolean(), seen::toString);
    }

    @Test
    void paperTakesAFewPagesHoweverManyTrials() throws Exception {
        write("usual.html", SampleReport.feasible(TRIALS));
        long usual = browser.printedPages(folder.resolve("usual.html"));
        assertTrue(usual >= 3 && usual <= 10, usual + " pages");
        write("large.html", SampleReport.feasible(2000));
        long large = browser.printedPages(folder.resolve("large.html"));
        assertTrue(large > usual && large <= 20, large + " pages");
    }

    private void write(String name, ReportData data) throws IOException {
        Files.writeString(folder.resolve(name), ReportPage.html(data));
    }

    private Path probe(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream page = RenderedReportTest.class.getResourceAsStream(name)) {
            Files.copy(page, file);
        }
        return file;
    }

    private static List<Double> costs(ReportData data, Comparator<Double> order) {
        return data.trials().all().stream().flatMap(trial -> trial.cost().stream())
            .map(cost -> Double.parseDouble(Numbers.text(cost.value()))).sorted(order).toList();
    }

    private static long count(ReportData data, Outcome outcome) {
        return data.trials().all().stream().map(Trial::outcome).filter(outcome::equals).count();
    }

    private static long count(JsonNode pages, String flag) {
        return IntStream.range(0, pages.size()).filter(i -> pages.get(i).at(flag).asBoolean()).count();
    }

    private static List<Double> leading(JsonNode cells) {
        return texts(cells).stream().filter(text -> !text.equals("–")).map(text -> Double.parseDouble(text.split(" ")[0])).toList();
    }

    private static List<String> texts(JsonNode cells) {
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(cell.asText()));
        assertFalse(texts.isEmpty());
        return texts;
    }
}
