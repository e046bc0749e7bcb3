package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that predict their candidates, which is the default. */
class PredictedSearchTest {
    @TempDir
    private Path folder;

    private ProgramRun search(String out, String... further) {
        String[] arguments = {"search", "--space", "./predicted.yaml", "--trials", "6", "--budget", "40s", "--seed", "7",
            "--limit", "latency <= 1 ms", "--out", out, "--json"};
        ProgramRun run = ProgramRun.inChildJvm(folder.resolve("home"), folder)
            .run(Stream.of(arguments, further).flatMap(Stream::of).toArray(String[]::new));
        assertEquals(0, run.exitCode(), run::transcript);
        return run;
    }

    @Test
    void candidatesArePredictedFinalistsMeasuredAndNothingTwice() throws IOException {
        Folders.resource("predicted.yaml", folder);
        JsonNode first = Json.of(search("first"));
        assertEquals("lut", first.at("/costs/source").asText(), first::toPrettyString);
        assertEquals(6, first.at("/counts/predicted").asInt());
        assertEquals(0, first.at("/counts/measured").asInt());
        assertEquals(0, first.at("/costs/reused").asInt());
        assertEquals("measured", first.at("/winner/metrics/latency/kind").asText());
        JsonNode record = new ObjectMapper().readTree(folder.resolve("first/run.json").toFile());
        for (JsonNode trial : record.at("/trials")) {
            assertEquals("estimated", trial.at("/metrics/latency/kind").asText(), trial::toPrettyString);
        }
        String report = Files.readString(folder.resolve("first/report.html"));
        assertTrue(report.contains("a lookup table of " + first.at("/costs/kernels").asInt() + " kernels"), report);

        JsonNode second = Json.of(search("second"));
        assertEquals(second.at("/costs/kernels").asInt(), second.at("/costs/reused").asInt(), "every kernel is from the first search");

        JsonNode third = Json.of(search("third", "--lut", folder.resolve("first/lut.csv").toString()));
        assertEquals(6, third.at("/counts/predicted").asInt());
    }
}
