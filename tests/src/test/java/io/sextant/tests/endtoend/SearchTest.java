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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search} finds a network, measures it here and leaves files that say so. */
class SearchTest {
    @Test
    void printsWhatItFoundAsOneObject() {
        ProgramRun run = BriefSearch.run();
        assertEquals(0, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        Json.assertHas(result, "/schema", "/verdict", "/space", "/device", "/limits/0", "/winner/genotype", "/winner/metrics/latency/value",
            "/winner/metrics/latency/unit", "/winner/metrics/latency/lo", "/winner/metrics/latency/hi", "/winner/metrics/latency/kind",
            "/winner/accuracy/value", "/winner/accuracy/seeds", "/winner/accuracy/baseline", "/winner/files", "/counts/proposed",
            "/counts/measured", "/counts/trained", "/counts/cached", "/seconds");
        assertEquals("feasible", result.at("/verdict").asText());
        assertFalse(run.stderr().contains("{"), run::transcript);
        assertEquals("measured", result.at("/winner/metrics/latency/kind").asText());
        assertTrue(result.at("/counts/proposed").asInt() <= 6, result::toPrettyString);
        assertTrue(result.at("/winner/metrics/latency/lo").asDouble() < result.at("/winner/metrics/latency/hi").asDouble(),
            result::toPrettyString);
    }

    @Test
    void accuracyIsThatOfATrainedNetwork() {
        double accuracy = Json.of(BriefSearch.run()).at("/winner/accuracy/value").asDouble();
        assertTrue(accuracy > 0.15 && accuracy < 1, "guessing gives 0.1, got " + accuracy);
    }

    @Test
    void leavesTheFilesOfARun() throws IOException {
        for (String name : List.of("run.json", "front.csv", "winner.onnx", "report.html")) {
            assertTrue(Files.size(BriefSearch.out().resolve(name)) > 0, name);
        }
        JsonNode run = new ObjectMapper().readTree(BriefSearch.out().resolve("run.json").toFile());
        assertTrue(run.isObject() && run.toString().contains("\"small\"") && run.toString().contains("\"seed\""), run::toPrettyString);
        String report = Files.readString(BriefSearch.out().resolve("report.html"));
        assertFalse(report.contains("http://") || report.contains("https://"), "the report refers to the network");
        assertTrue(report.contains("Feasible"), report);
    }

    @Test
    void infeasibleLimitEndsWithExitCodeThreeAndTheNearestPoint(@TempDir Path folder) {
        ProgramRun run = BriefSearch.search(folder.resolve("infeasible"), "--json", "--limit", "latency <= 1 ns");
        assertEquals(3, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        assertEquals("infeasible", result.at("/verdict").asText());
        assertTrue((run.stdout() + run.stderr()).contains("latency <= 1 ns"), run::transcript);
        assertTrue((run.stdout() + run.stderr()).contains("nearest"), run::transcript);
    }

    @Test
    void secondRunMeasuresNoNetworkTwiceAndSaysSo(@TempDir Path folder) {
        int proposed = Json.of(BriefSearch.run()).at("/counts/proposed").asInt();
        Path out = folder.resolve("again");
        ProgramRun run = BriefSearch.search(out, "--quiet");
        assertEquals(0, run.exitCode(), run::transcript);
        assertEquals("", run.stderr(), "--quiet shows no progress");
        assertTrue(run.stdout().contains(proposed + " proposed, 0 predicted, 0 measured, " + proposed + " from the store"), run::transcript);
        assertTrue(run.stdout().contains("feasible") && run.stdout().contains(out.toString()), run::transcript);
    }
}
