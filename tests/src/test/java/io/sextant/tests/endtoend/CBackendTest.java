package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.tests.program.ProgramRun;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks compiled to C are profiled and searched for, alone and against ONNX Runtime. */
class CBackendTest {
    private static final String NO_HALVES = "the C backend has no elements of type f16";

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

    private Path halves() throws IOException {
        return Files.writeString(folder.resolve("halves.txt"), GraphText.print(GraphText.parseStatements("halves",
            "input %0: f32[4]; %1: f16[4] = cast(%0) dtype=f16; %2: f32[4] = cast(%1) dtype=f32; output %2", 0)));
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
    void profileTunesAndKeepsWhatItChose() {
        String winner = BriefSearch.winner().toString();
        JsonNode tuned = json(BriefSearch.program().run("profile", winner, "--backend", "c", "--fresh", "--json"));
        String backend = tuned.at("/backend").asText().replaceFirst(",schedules=[0-9a-f]+$", "");
        assertTrue(backend.endsWith("tuning=measured") && !backend.equals(tuned.at("/backend").asText()), tuned::toPrettyString);
        ProgramRun again = BriefSearch.program().run("profile", winner, "--backend", "c", "--json");
        assertFalse(again.stderr().contains("Tuning kernels"), again::transcript);
        JsonNode kept = json(BriefSearch.program().run("cache", "list", "--json"));
        assertTrue(Json.elements(kept.at("/held")).stream().anyMatch(held -> held.at("/what").asText().equals("schedule/1")
            && held.at("/implementation").asText().equals(backend) && held.at("/state").asText().equals("current")),
            kept::toPrettyString);
        JsonNode untuned = json(BriefSearch.program().run("profile", winner, "--backend", "c", "--tuning", "none", "--json"));
        assertTrue(untuned.at("/backend").asText().endsWith("tuning=none"), untuned::toPrettyString);
    }

    @Test
    void theFastestIsTakenAndTheOtherTold() {
        JsonNode profile = json(BriefSearch.program().run("profile", BriefSearch.winner().toString(), "--json"));
        String winner = profile.at("/backend").asText().split("/")[0];
        assertTrue(profile.at("/slower").size() > 0, profile::toPrettyString);
        List.of("c", "onnxruntime").stream().filter(name -> !name.equals(winner)).forEach(other ->
            assertTrue(profile.at("/slower/" + other).asDouble() >= profile.at("/total/median_ns").asDouble(), profile::toPrettyString));
        assertFalse(profile.at("/mixture").asText().isEmpty(), profile::toPrettyString);
    }

    @Test
    void theDefaultSearchTellsWhatRanTheWinnerAndHowTheOtherFared() throws IOException {
        JsonNode result = Json.of(BriefSearch.run());
        assertTrue(result.at("/backend").asText().startsWith("auto/"), result::toPrettyString);
        String winner = result.at("/winner/backend").asText().split("/")[0];
        String other = winner.equals("c") ? "onnxruntime" : "c";
        assertTrue(result.at("/winner/slower/" + other).asDouble() > 0, result::toPrettyString);
        assertTrue(Files.readString(BriefSearch.out().resolve("report.html")).contains("backend of the winner"));
    }

    @Test
    void whatRunsOneThreadIsLeftOutOfSeveral() {
        JsonNode profile = json(BriefSearch.program().run("profile", BriefSearch.winner().toString(), "--threads", "2", "--json"));
        assertTrue(profile.at("/backend").asText().startsWith("onnxruntime/"), profile::toPrettyString);
        assertEquals("the C backend runs one thread, got 2", profile.at("/not_usable/c").asText());
        ProgramRun refused = BriefSearch.program().run("profile", BriefSearch.winner().toString(), "--threads", "2", "--backend", "c",
            "--quiet");
        assertEquals(2, refused.exitCode(), refused::transcript);
        assertTrue(refused.stderr().contains("runs one thread, got 2; try --backend onnxruntime"), refused::transcript);
    }

    @Test
    void whatOneBackendLacksIsMixed() {
        GraphBuilder graph = new GraphBuilder("mixed");
        Value value = graph.input("x", TensorType.f32(1, 28, 28, 32));
        for (int i = 0; i < 5; i++) {
            Value filter = graph.constant(Tensor.random(new TensorType(DType.F32, Shape.of(3, 3, 32, 32)), i, 0.1f));
            value = graph.add(new Convolution(value, filter, Optional.empty(), List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1), 1));
            value = i == 2 ? graph.add(new Cast(graph.add(new Cast(value, DType.F16)), DType.F32)) : value;
        }
        Path model = folder.resolve("mixed.onnx");
        OnnxExport.write(graph.output("y", value).build(), model);
        JsonNode profile = json(BriefSearch.program().run("profile", model.toString(), "--json"));
        String mixture = profile.at("/mixture").asText();
        assertTrue(mixture.contains("c ") || mixture.contains("no mixture"), profile::toPrettyString);
        assertTrue(profile.at("/not_usable/c").asText().startsWith(NO_HALVES), profile::toPrettyString);
        assertEquals(1, Json.elements(profile.at("/layers")).stream().mapToDouble(layer -> layer.at("/share").asDouble()).sum(), 1e-6);
    }

    @Test
    void searchMeasuresWhatItCompiles() {
        JsonNode result = json(BriefSearch.search(folder.resolve("run"), "--backend", "c", "--json"));
        assertEquals("feasible", result.at("/verdict").asText());
        assertTrue(result.at("/backend").asText().startsWith("c/"), result::toPrettyString);
        assertTrue(result.at("/winner/backend").asText().startsWith("c/"), result::toPrettyString);
        assertTrue(result.at("/counts/measured").asInt() + result.at("/counts/cached").asInt() > 0, result::toPrettyString);
    }

    @Test
    void whatItCannotCompileIsOneMessage() throws IOException {
        ProgramRun run = BriefSearch.program().run("profile", halves().toString(), "--backend", "c", "--quiet");
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains(NO_HALVES) && run.stderr().contains("; try --backend onnxruntime") && run.stderr().lines().count() <= 2,
            run::transcript);
    }

    @Test
    void whatItCannotCompileRunsElsewhere() throws IOException {
        JsonNode profile = json(BriefSearch.program().run("profile", halves().toString(), "--backend", "auto", "--json"));
        assertTrue(profile.at("/backend").asText().startsWith("onnxruntime/"), profile::toPrettyString);
        assertTrue(profile.at("/not_usable/c").asText().startsWith(NO_HALVES), profile::toPrettyString);
    }
}
