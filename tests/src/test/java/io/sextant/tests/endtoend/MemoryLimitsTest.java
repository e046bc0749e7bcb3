package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search} under limits on RAM and flash. */
class MemoryLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** About one in five networks of the space takes so little. */
    @Test
    void theWinnerTakesWhatThePlannerSaysAndNobodyWhoTakesMoreIsMeasured() throws IOException {
        Path out = folder.resolve("feasible");
        ProgramRun run = BriefSearch.search(out, "--json", "--limit", "ram <= 1 KiB", "--limit", "flash <= 8 KiB");
        assertEquals(0, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        JsonNode ram = result.at("/winner/metrics/ram");
        assertEquals("KiB estimated", ram.at("/unit").asText() + " " + ram.at("/kind").asText());
        assertTrue(ram.at("/value").asDouble() <= 1, result::toPrettyString);
        assertTrue(result.at("/winner/metrics/flash/value").asDouble() <= 8, result::toPrettyString);
        assertTrue(result.at("/memory/ram").asText().contains("without the stack"), result::toPrettyString);
        ProgramRun shown = BriefSearch.program().run("show", out.resolve("winner.onnx").toString(), "--json", "--memory");
        JsonNode model = Json.of(shown);
        assertEquals(model.at("/memory/peak_bytes").asDouble(), 1024 * ram.at("/value").asDouble(), shown::transcript);
        assertEquals(model.at("/memory/peak_bytes").asLong(), result.at("/memory/peak_bytes").asLong());
        assertEquals(model.at("/weight_bytes").asDouble(), 1024 * result.at("/winner/metrics/flash/value").asDouble(), 1e-6);
        recordsHaveBoth(out);
    }

    private static void recordsHaveBoth(Path out) throws IOException {
        for (JsonNode trial : JSON.readTree(out.resolve("run.json").toFile()).at("/trials")) {
            assertTrue(trial.at("/metrics/ram/value").asDouble() > 0 && trial.at("/metrics/flash/value").asDouble() > 0, trial::toPrettyString);
        }
        assertTrue(Files.readString(out.resolve("trials.jsonl")).contains("\"ram\":{"), "the journal has it too");
        assertTrue(Files.readAllLines(out.resolve("front.csv")).get(0).endsWith("ram_KiB,ram_lo,ram_hi,ram_kind,flash_KiB,flash_lo,flash_hi,"
            + "flash_kind"));
        String report = Files.readString(out.resolve("report.html"));
        assertTrue(report.contains("class=\"arena-lives\"") && report.contains("All activations lie in one arena of"), report);
        assertFalse(report.contains("http:"), "the picture refers to nothing");
    }

    @Test
    void whatNoNetworkMeetsEndsWithExitCodeThreeAndTheNearestPoint() {
        ProgramRun run = BriefSearch.search(folder.resolve("infeasible"), "--json", "--limit", "ram <= 64 B");
        assertEquals(3, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        assertEquals("infeasible", result.at("/verdict").asText());
        assertTrue(result.at("/nearest/binding").asText().startsWith("ram <= 64 B not met: predicted "), result::toPrettyString);
        assertTrue(result.at("/nearest/metrics/ram/value").asDouble() > 0, result::toPrettyString);
        assertEquals(0, result.at("/counts/measured").asInt(), "whoever misses the limit is not measured");
    }

    @Test
    void energyIsNotKnownHere() {
        ProgramRun run = BriefSearch.search(folder.resolve("unknown"), "--limit", "energy <= 1 uJ");
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("energy is not known of networks on this device; known are latency, ram, flash, params, macs"),
            run::transcript);
    }
}
