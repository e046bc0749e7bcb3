package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.ir.text.GraphText;
import io.sextant.tests.program.ProgramRun;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks compiled to C are profiled and searched for, alone and against ONNX Runtime. */
class CBackendTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void assumeCompiler() {
        Assumptions.assumeTrue(Toolchain.unavailable().isEmpty(), () -> "skipped: " + Toolchain.unavailable().orElseThrow());
    }

    private static JsonNode json(ProgramRun run) {
        assertEquals(0, run.exitCode(), run::transcript);
        return Json.of(run);
    }

    private Path sine() throws IOException {
        return Files.writeString(folder.resolve("sine.txt"), GraphText.print(GraphText.parseStatements("sine",
            "input %0: f32[4]; %1: f32[4] = unary(%0) kind=sin; output %1", 0)));
    }

    @Test
    void profileTellsEveryLayer() {
        JsonNode profile = json(BriefSearch.program().run("profile", BriefSearch.winner().toString(), "--backend", "c", "--json"));
        assertTrue(profile.at("/backend").asText().startsWith("c/"), profile::toPrettyString);
        assertTrue(profile.at("/total/median_ns").asDouble() > 0, profile::toPrettyString);
        List<JsonNode> layers = Json.elements(profile.at("/layers"));
        assertTrue(layers.size() > 3 && layers.stream().allMatch(layer -> layer.at("/kernel").asText().length() == 64),
            profile::toPrettyString);
        assertEquals(1, layers.stream().mapToDouble(layer -> layer.at("/share").asDouble()).sum(), 1e-6, profile::toPrettyString);
    }

    @Test
    void theFastestIsTakenAndTheOtherTold() {
        JsonNode profile = json(BriefSearch.program().run("profile", BriefSearch.winner().toString(), "--backend", "auto", "--json"));
        String winner = profile.at("/backend").asText().split("/")[0];
        String other = winner.equals("c") ? "onnxruntime" : "c";
        assertTrue(profile.at("/slower/" + other).asDouble() >= profile.at("/total/median_ns").asDouble(), profile::toPrettyString);
    }

    @Test
    void searchMeasuresWhatItCompiles() {
        JsonNode result = json(BriefSearch.search(folder.resolve("run"), "--backend", "c", "--json"));
        assertEquals("feasible", result.at("/verdict").asText());
        assertTrue(result.at("/backend").asText().startsWith("c/"), result::toPrettyString);
        assertTrue(result.at("/winner/backend").asText().startsWith("c/"), result::toPrettyString);
        assertTrue(result.at("/counts/measured").asInt() > 0, result::toPrettyString);
    }

    @Test
    void whatItCannotCompileIsOneMessage() throws IOException {
        ProgramRun run = BriefSearch.program().run("profile", sine().toString(), "--backend", "c", "--quiet");
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("the C backend has no sin; try --backend onnxruntime") && run.stderr().lines().count() <= 2,
            run::transcript);
    }

    @Test
    void whatItCannotCompileRunsElsewhere() throws IOException {
        JsonNode profile = json(BriefSearch.program().run("profile", sine().toString(), "--backend", "auto", "--json"));
        assertTrue(profile.at("/backend").asText().startsWith("onnxruntime/"), profile::toPrettyString);
        assertEquals("the C backend has no sin", profile.at("/not_usable/c").asText());
    }
}
