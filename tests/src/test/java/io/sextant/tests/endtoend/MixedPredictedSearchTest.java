package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search, as it is by default, of a space whose blocks choose between integers and f32. */
class MixedPredictedSearchTest {
    @TempDir
    private Path folder;

    @Test
    void candidatesArePredictedFromKernelsOfBothPrecisions() throws IOException {
        Path space = Folders.resource("mixed-predicted.yaml", folder);
        ProgramRun.Starter program = ProgramRun.inChildJvm(folder.resolve("home"), folder);
        assertEquals(0, program.run("probe").exitCode(), "probing takes part of no budget");
        ProgramRun run = program.run("search", "--space", space.toString(), "--trials", "4",
            "--budget", "40s", "--seed", "7", "--costs", "lut", "--limit", "latency <= 1 ms", "--out", "run", "--json");
        assertEquals(0, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        assertEquals("lut", result.at("/costs/source").asText(), run::transcript);
        assertEquals(4, result.at("/counts/predicted").asInt() + result.at("/counts/duplicates").asInt(), run::transcript);
        assertEquals("measured", result.at("/winner/metrics/latency/kind").asText());
        assertTrue(result.at("/memory/peak_bytes").asLong() > 0, run::transcript);
        assertEquals(1024 * result.at("/winner/metrics/ram/value").asDouble(), result.at("/memory/peak_bytes").asDouble(),
            "the arena is that which candidates were screened by");
        JsonNode record = new ObjectMapper().readTree(folder.resolve("run/run.json").toFile());
        for (JsonNode trial : record.at("/trials")) {
            assertEquals("estimated", trial.at("/metrics/latency/kind").asText(), trial::toPrettyString);
        }
    }
}
