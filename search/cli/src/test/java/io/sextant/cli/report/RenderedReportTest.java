package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What headless Chromium makes of a report, at the widths of a phone and of a desktop. */
class RenderedReportTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int PHONE = 390;
    private static final int DESKTOP = 1280;
    private static final String LONG = " " + "an-unbroken-word".repeat(12);

    /** Shows each page in a frame of each width, and leaves what it measured as JSON in the element {@code pre}. */
    private static final String PROBE = """
        <!doctype html><html><body><pre></pre><script>
        const measured = [];
        function overlaps(a, b) {
            return a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom;
        }
        function measure(frame) {
            const page = frame.contentDocument, root = page.documentElement, clashes = [];
            for (const svg of page.querySelectorAll('svg')) {
                const labels = [...svg.querySelectorAll('text')].map(t => ({text: t.textContent, box: t.getBoundingClientRect()}));
                const border = svg.getBoundingClientRect();
                labels.forEach((label, i) => {
                    if (label.box.left < border.left || label.box.right > border.right) clashes.push(label.text + ' leaves its chart');
                    labels.slice(i + 1).filter(other => overlaps(label.box, other.box))
                        .forEach(other => clashes.push(label.text + ' over ' + other.text));
                });
            }
            measured.push({page: frame.dataset.page, width: frame.clientWidth, charts: page.querySelectorAll('svg').length,
                content: root.scrollWidth, clashes});
            document.querySelector('pre').textContent = JSON.stringify(measured);
        }
        for (const page of PAGES) for (const width of WIDTHS) {
            const frame = document.createElement('iframe');
            frame.dataset.page = page;
            frame.style = 'border: 0; height: 3000px; width: ' + width + 'px';
            frame.onload = () => measure(frame);
            frame.src = page;
            document.body.append(frame);
        }
        </script></body></html>
        """;

    @TempDir
    private Path folder;

    @Test
    void nothingIsWiderThanThePageAndNoLabelsClash() throws Exception {
        Path browser = browser();
        ReportPage.write(SampleReport.feasible(), folder.resolve("usual.html"));
        ReportPage.write(new SampleReport(text -> text + LONG).of(SampleReport.trials(40)), folder.resolve("long.html"));
        Path probe = Files.writeString(folder.resolve("probe.html"), PROBE.replace("PAGES", "['usual.html', 'long.html']")
            .replace("WIDTHS", "[" + PHONE + ", " + DESKTOP + "]"));
        JsonNode measured = measured(render(browser, probe));
        assertEquals(4, measured.size(), measured::toString);
        for (JsonNode page : measured) {
            assertEquals(2, page.at("/charts").asInt(), page::toString);
            assertTrue(page.at("/content").asInt() <= page.at("/width").asInt(), page::toString);
            boolean usual = page.at("/page").asText().equals("usual.html");
            assertTrue(!usual || page.at("/clashes").isEmpty(), page::toString);
        }
    }

    private static JsonNode measured(String dom) throws IOException {
        Matcher result = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL).matcher(dom);
        assertTrue(result.find() && !result.group(1).isEmpty(), dom);
        String json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return new ObjectMapper().readTree(json);
    }

    private String render(Path browser, Path probe) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom");
        Process process = new ProcessBuilder(browser.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
            "--allow-file-access-from-files", "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=20000", "--dump-dom",
            probe.toUri().toString()).redirectOutput(dom.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser hangs");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(dom);
    }

    private static Path browser() {
        Optional<Path> browser = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(place -> BROWSERS.stream().map(name -> Path.of(place, name))).filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(browser.isPresent(), "skipped: no browser to show reports with; install one: apt-get install -y chromium");
        return browser.orElseThrow();
    }
}
