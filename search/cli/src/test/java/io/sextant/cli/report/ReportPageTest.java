package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final String HOSTILE = "<script>alert(\"1\")</script>'&\u0000";

    @Test
    void everyTextIsEscaped() throws Exception {
        String page = ReportPage.html(new SampleReport(text -> text + HOSTILE).of(SampleReport.trials(5)));
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("alert(\""), page);
        Page parsed = Page.parse(page);
        assertTrue(parsed.text().contains("<script>alert(\"1\")</script>'&\uFFFD"), "the text is still readable");
        assertEquals(0, parsed.elements("script").size());
    }

    @Test
    void refersToNothingOutsideItself() {
        String page = ReportPage.html(SampleReport.feasible());
        Matcher outside = Pattern.compile("https?:|//|\\bsrc=|url\\(|@import|<(script|link|iframe|img|object)\\b").matcher(page);
        assertFalse(outside.find(), () -> page.substring(outside.start()));
        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        List<String> targets = links.results().map(link -> link.group(1)).toList();
        assertEquals(List.of("./winner.onnx", "./front.csv", "./run.json"), targets);
    }

    @Test
    void feasiblePageShowsVerdictWinnerAndCommand() throws Exception {
        String text = Page.parse(ReportPage.html(SampleReport.feasible())).text();
        for (String part : List.of("✓ Feasible", "latency <= 60 us", "93.1 %", "± 0.21 points standard error, 3 trainings",
            "94.2 % on the standard test set", "baseline 92.1 %: most parameters within the limits", "5,834", "118,220", "24.6 KiB",
            "behind after 5 epochs", "A/A difference 0.4 %", "--limit \"latency <= 60 us\" --seed 7")) {
            assertTrue(text.contains(part), () -> part + " is missing in:\n" + text);
        }
    }

    @Test
    void infeasiblePageNamesTheNearestPointAndShowsNoWinner() throws Exception {
        String text = Page.parse(ReportPage.html(SampleReport.infeasible())).text();
        assertTrue(text.contains("✗ Infeasible"), text);
        assertTrue(text.contains("the nearest, trial 7, has 16.02 us"), text);
        assertTrue(text.contains("No candidate was both measured and trained."), text);
        assertFalse(text.contains("Winner"), text);
    }

    @Test
    void tableHasARowForEveryTrial() throws Exception {
        Page page = Page.parse(ReportPage.html(SampleReport.feasible()));
        long front = SampleReport.trials(40).stream().filter(trial -> trial.outcome() == ReportData.Outcome.FRONT).count();
        assertEquals(2 + 40 + front, page.elements("tr").size(), "two heads, all trials, and those on the front again");
    }

    @Test
    void fileIsWrittenWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "an older report");
        ReportPage.write(SampleReport.feasible(), file);
        assertEquals(ReportPage.html(SampleReport.feasible()), Files.readString(file));
        try (Stream<Path> entries = Files.list(folder)) {
            assertEquals(List.of(file), entries.toList());
        }
    }

    @Test
    void unwritableFileLeavesNothingBehind(@TempDir Path folder) throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("report.html/inside")).getParent();
        assertThrows(IOException.class, () -> ReportPage.write(SampleReport.feasible(), occupied));
        try (Stream<Path> entries = Files.list(folder)) {
            assertEquals(List.of(occupied), entries.toList());
        }
    }
}
