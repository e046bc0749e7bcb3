package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sextant.device.store.Entry;
import io.sextant.device.store.HomeUse;
import io.sextant.device.store.Store;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sextant cache} on a home of which nothing is of this machine. */
class CacheTest {
    private static final String DEVICE = "cpu-0123456789abcdef";

    @TempDir
    private Path home;
    private Path program;

    private static Entry entry(String key, String implementation) {
        return new Entry("measurement/1", key, JsonNodeFactory.instance.objectNode().put("device", DEVICE)
            .put("implementation", implementation).put("date", "2026-03-01T00:00:00Z"));
    }

    @BeforeEach
    void fill() throws IOException {
        try (Store store = Store.open(home)) {
            store.putAll(List.of(entry("a", "onnxruntime/0.1/x"), entry("b", "onnxruntime/0.1/x"), entry("a", "onnxruntime/0.1/x")));
        }
        program = Files.createDirectories(home.resolve("programs/onnxruntime")).resolve("p.onnx");
        Files.write(program, new byte[2048]);
    }

    private ProgramRun run(String... arguments) {
        return ProgramRun.inChildJvm(home, home).run(arguments);
    }

    private ProgramRun succeeded(String... arguments) {
        ProgramRun run = run(arguments);
        assertEquals(0, run.exitCode(), run::transcript);
        return run;
    }

    private int records() throws IOException {
        return Files.readAllLines(home.resolve("records.jsonl")).size();
    }

    @Test
    void listSaysWhatIsKeptAndWhatIsStale() {
        JsonNode tree = Json.of(succeeded("cache", "list", "--json"));
        assertEquals("sextant-cache/1", tree.path("schema").asText());
        JsonNode measurements = tree.at("/held/0");
        assertEquals(List.of("measurement/1", DEVICE, "stale", "2", "2026-03-01T00:00:00Z"), List.of(measurements.path("what").asText(),
            measurements.path("device").asText(), measurements.path("state").asText(), measurements.path("count").asText(),
            measurements.path("last").asText()), tree::toPrettyString);
        String text = succeeded("cache", "list").stdout();
        assertTrue(text.contains("(compiled programs, made again when needed): sextant cache prune --programs"), text);
        assertTrue(text.contains("not probed"), text);
    }

    @Test
    void pruneCompactsAndSaysWhatElseCouldBeFreed() throws IOException {
        ProgramRun run = succeeded("cache", "prune");
        assertEquals(2, records(), run::transcript);
        assertTrue(run.stdout().contains("superseded records"), run::transcript);
        assertTrue(run.stdout().contains("(stale): sextant cache prune --stale"), run::transcript);
        assertTrue(Files.exists(program), run::transcript);
    }

    @Test
    void aDryRunRemovesNothing() throws IOException {
        ProgramRun run = succeeded("cache", "prune", "--all", "--dry-run");
        assertTrue(run.stdout().contains("would free"), run::transcript);
        assertEquals(3, records());
        assertTrue(Files.exists(program));
    }

    @Test
    void whatIsSelectedIsRemoved() throws IOException {
        JsonNode tree = Json.of(succeeded("cache", "prune", "--older-than", "1d", "--json"));
        assertEquals(2, tree.at("/removed").size(), tree::toPrettyString);
        assertEquals(0, records());
        assertTrue(Files.exists(program), "made just now");
        succeeded("cache", "prune", "--programs");
        assertFalse(Files.exists(program));
    }

    @Test
    void whatIsInUseIsLeftAlone() throws IOException {
        HomeUse use = HomeUse.shared(home);
        try (use) {
            ProgramRun refused = run("cache", "prune", "--all");
            assertEquals(2, refused.exitCode(), refused::transcript);
            assertTrue(refused.stderr().contains("is in use by another sextant"), refused::transcript);
            assertEquals(1, refused.stderr().lines().count(), refused::transcript);
            assertEquals(3, records());
            succeeded("cache", "prune");
            assertEquals(2, records());
        }
        succeeded("cache", "prune", "--all");
        assertEquals(0, records());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--older-than 30", "--older-than soon", "--device cpu-0123456789abcdee", "--device host --all"})
    void badInputIsOneMessage(String options) throws IOException {
        ProgramRun run = run(("cache prune " + options).split(" "));
        assertEquals(2, run.exitCode(), run::transcript);
        assertEquals(1, run.stderr().lines().count(), run::transcript);
        assertTrue(run.stderr().startsWith("sextant: --"), run::transcript);
        assertEquals(3, records());
    }
}
