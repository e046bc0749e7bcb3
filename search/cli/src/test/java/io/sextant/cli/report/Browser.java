package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Headless Chromium.
 *
 * @param folder for its profile and what it writes
 */
record Browser(Path program, Path folder) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int MINUTES = 2;

    /** Skips the test where there is none. */
    static Browser orSkip(Path folder) {
        Optional<Path> browser = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name))).filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(browser.isPresent(), "skipped: no browser to show reports with; install one: apt-get install -y chromium");
        return new Browser(browser.orElseThrow(), folder);
    }

    /** Opens a page whose script leaves JSON in the element {@code pre}, and reads that. */
    JsonNode json(Path page) throws IOException, InterruptedException {
        String dom = Files.readString(run("--virtual-time-budget=20000", "--dump-dom", page.toUri().toString()));
        Matcher result = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL).matcher(dom);
        assertTrue(result.find() && !result.group(1).isEmpty(), dom);
        return new ObjectMapper().readTree(result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    /** How many pages of paper a page takes. */
    long printedPages(Path page) throws IOException, InterruptedException {
        Path pdf = folder.resolve("printed.pdf");
        run("--no-pdf-header-footer", "--print-to-pdf=" + pdf, page.toUri().toString());
        return Pattern.compile("/Type\\s*/Page\\b").matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1)).results().count();
    }

    private Path run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
            "--allow-file-access-from-files", "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        try {
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "the browser hangs");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return output;
    }
}
