package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code profile} takes models of any origin: what harms the process that runs them costs an exit code and a message. */
class ForeignModelTest {
    private static final int BAD_INPUT = 2;

    @TempDir
    private Path folder;

    @Test
    void operatorsOutsideTheIrAreProfiledByTheirNames() throws IOException {
        Path model = ForeignModels.notCovered(folder.resolve("waves.onnx"));
        ProgramRun run = profile(model, "--quiet", "--json");
        assertEquals(0, run.exitCode(), run::transcript);
        assertEquals("", run.stderr(), "--quiet shows no progress");
        JsonNode profile = Json.of(run);
        List<JsonNode> layers = Json.elements(profile.at("/layers"));
        assertEquals(List.of("Cosh", "Sinh"), layers.stream().map(layer -> layer.at("/operator").asText()).toList());
        assertEquals(List.of("Cosh", "Sinh"), layers.stream().map(layer -> layer.at("/kernel").asText()).toList());
        assertTrue(profile.at("/total/median_ns").asDouble() > 0, profile::toPrettyString);
    }

    @Test
    void whatTheIrDoesNotCoverIsNamedByShow() throws IOException {
        Path model = ForeignModels.notCovered(folder.resolve("waves.onnx"));
        assertRefused(BriefSearch.program().run("show", model.toString()), "Cosh", "Sinh");
    }

    @Test
    void crashingModelEndsItsWorkerOnly() throws IOException {
        assertRefused(profile(ForeignModels.crashing(folder.resolve("crash.onnx")), "--quiet", "--backend", "onnxruntime"), "crash.onnx", "SIGFPE");
    }

    @Test
    void hangingModelIsEnded() throws IOException {
        ProgramRun run = profile(ForeignModels.hanging(folder.resolve("hang.onnx")), "--quiet", "--worker-timeout", "3s");
        assertRefused(run, "hang.onnx", "within 3.0 s");
    }

    @Test
    void oversizedModelIsEnded() throws IOException {
        ProgramRun run = profile(ForeignModels.oversized(folder.resolve("big.onnx"), 2), "--quiet", "--worker-memory", "512 MiB");
        assertRefused(run, "big.onnx", "512 MiB");
    }

    private static ProgramRun profile(Path model, String... further) {
        String[] arguments = Stream.concat(Stream.of("profile", model.toString()), Stream.of(further)).toArray(String[]::new);
        return BriefSearch.program().run(arguments);
    }

    private static void assertRefused(ProgramRun run, String... parts) {
        assertEquals(BAD_INPUT, run.exitCode(), run::transcript);
        assertEquals("", run.stdout(), run::transcript);
        assertFalse(run.stderr().contains("\tat "), () -> "a stack trace in\n" + run.transcript());
        assertEquals(1, run.stderr().lines().filter(line -> !line.startsWith(" ")).count(), run::transcript);
        for (String part : parts) {
            assertTrue(run.stderr().contains(part), run::transcript);
        }
    }
}
