package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.type.DType;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose winner runs on integers: asked for with {@code --int8}, or decided block by block in the space. */
class IntegerSearchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Exit code of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    private JsonNode search(Path space, String... further) {
        ProgramRun run = BriefSearch.program().run(arguments(space, further));
        assertEquals(0, run.exitCode(), run::transcript);
        return Json.of(run);
    }

    private String[] arguments(Path space, String... further) {
        return Stream.concat(Stream.of("search", "--space", space.toString(), "--trials", "6", "--budget", "15s", "--seed", "7", "--costs",
            "measured", "--limit", "latency <= 1 ms", "--json", "--out", out().toString()), Stream.of(further)).toArray(String[]::new);
    }

    private Path out() {
        return folder.resolve("run");
    }

    private void assertHasIntegers(JsonNode result, String onnx) throws Exception {
        Json.assertHas(result, "/winner/int8/accuracy", "/winner/int8/float_accuracy", "/winner/int8/standard_test",
            "/winner/int8/method", "/winner/int8/tflite/accuracy");
        double real = result.at("/winner/int8/float_accuracy").asDouble();
        double integers = result.at("/winner/int8/accuracy").asDouble();
        assertTrue(integers > real / 2 && integers <= 1, "the integers compute what was learnt, however little: " + result);
        assertEquals(onnx, result.at("/winner/int8/files/onnx").asText());
        assertTrue(isOnIntegers(onnx));
        assertEquals("winner-int8.tflite", result.at("/winner/files/int8_tflite").asText());
        assertTrue(Files.exists(out().resolve("winner-int8.tflite")));
        assertTrue(Files.readString(out().resolve("report.html")).contains("The winner on integers"));
        assertTrue(Files.readString(out().resolve("result.txt")).contains("winner-int8.tflite"));
    }

    private boolean isOnIntegers(String model) {
        return OnnxImport.read(out().resolve(model)).nodes().stream().anyMatch(node -> node.result().type().dtype() == DType.I8);
    }

    @Test
    void aWinnerIsBroughtToIntegersWhenAsked() throws Exception {
        JsonNode result = search(BriefSearch.space(), "--int8");
        assertHasIntegers(result, "winner-int8.onnx");
        assertFalse(isOnIntegers("winner.onnx"));
        assertTrue(Files.size(out().resolve("winner-int8.tflite")) < Files.size(out().resolve("winner.onnx")));
    }

    /** What was measured is what is written as the model. */
    @Test
    void aSpaceMayDecideItForEachBlock() throws Exception {
        JsonNode result = search(Folders.resource("mixed.yaml", folder));
        assertHasIntegers(result, "winner.onnx");
        assertEquals("feasible", result.at("/verdict").asText());
        assertEquals("winner.onnx", result.at("/winner/files/model").asText());
        assertEquals("winner-f32.onnx", result.at("/winner/files/f32").asText());
        assertFalse(isOnIntegers("winner-f32.onnx"));
    }

    /** The last rounds of training are all in the journal when integers are begun, so that nothing but them is done again. */
    @Test
    void aRunThatIsKilledOnIntegersComesToTheSame() throws Exception {
        Path log = folder.resolve("log");
        Process killed = BriefSearch.program().start(log, arguments(BriefSearch.space(), "--int8"));
        try {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!Files.readString(log).contains("Bringing the winner to integers")) {
                assertTrue(killed.isAlive() && Instant.now().isBefore(deadline), Files.readString(log));
                killed.waitFor(20, TimeUnit.MILLISECONDS);
            }
        } finally {
            killed.destroyForcibly();
        }
        assertEquals(KILLED, killed.waitFor(), "ended before its end");
        Path copy = folder.resolve("copy");
        copy(out(), copy);
        Map<String, String> once = resumed(out());
        assertEquals(Set.of("winner.onnx", "winner-int8.onnx", "winner-int8.tflite"), once.keySet());
        assertEquals(once, resumed(copy));
    }

    /** Digests of the networks that a run ends with. */
    private static Map<String, String> resumed(Path run) throws IOException {
        String journal = Files.readString(run.resolve("trials.jsonl"));
        ProgramRun resumed = BriefSearch.program().run("search", "--resume", run.toString(), "--int8", "--json");
        assertEquals(0, resumed.exitCode(), resumed::transcript);
        assertEquals(journal, Files.readString(run.resolve("trials.jsonl")), "nothing was measured or trained again");
        Map<String, String> digests = new TreeMap<>();
        for (Path file : Folders.files(run)) {
            if (file.toString().startsWith("winner")) {
                digests.put(file.toString(), Sha256.of(Files.readAllBytes(run.resolve(file))));
            }
        }
        return digests;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : Folders.files(from)) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    @Test
    void integersAreNotAskedForLater() {
        ProgramRun later = BriefSearch.program().run("search", "--resume", BriefSearch.out().toString(), "--int8");
        assertEquals(2, later.exitCode(), later::transcript);
        assertTrue(later.stderr().contains("--int8 is false there, not true"), later::transcript);
    }
}
