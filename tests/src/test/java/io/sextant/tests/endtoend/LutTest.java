package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.device.store.Store;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.Spaces;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LUT is built, killed, gone on with, shown, verified and used. */
class LutTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Exit code of a process that SIGKILL ended. */
    private static final int KILLED = 137;
    private static final String SERIES = "lut-series/1";
    /** No time for more than what has to be: nothing where everything is known. */
    private static final String NO_TIME = "0.001s";

    @TempDir
    private static Path folder;
    private static Path space;
    private static Path lut;
    private static ProgramRun.Starter program;
    private static int measuredBefore;
    private static JsonNode built;

    /** Killed when the kernels are known and whole networks are being measured. */
    @BeforeAll
    static void build() throws Exception {
        space = Folders.resource("lut.yaml", folder);
        lut = folder.resolve("lut.csv");
        program = ProgramRun.inChildJvm(folder.resolve("home"), folder);
        Process killed = program.start(folder.resolve("log"), build("2min", lut));
        try {
            awaitKernels(killed);
        } finally {
            killed.destroyForcibly();
        }
        assertEquals(KILLED, killed.waitFor(), () -> "the build ended before it was killed: " + log());
        assertTrue(Files.notExists(lut), "a LUT that is not whole");
        measuredBefore = kernels();
        built = Json.of(succeeded(build(NO_TIME, lut)));
    }

    private static String[] build(String budget, Path out, String... further) {
        List<String> line = new ArrayList<>(List.of("lut", "build", "--space", space.toString(), "--out", out.toString(), "--budget", budget,
            "--networks", "4", "--json"));
        line.addAll(List.of(further));
        return line.toArray(String[]::new);
    }

    private static void awaitKernels(Process build) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.exists(folder.resolve("home").resolve("records.jsonl")) || kernels() == 0) {
            assertTrue(build.isAlive() && Instant.now().isBefore(deadline), LutTest::log);
            build.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int kernels() {
        try (Store store = Store.open(folder.resolve("home"))) {
            assertEquals(List.of(), store.damages());
            return store.count(SERIES);
        }
    }

    private static ProgramRun succeeded(String... arguments) {
        ProgramRun run = program.run(arguments);
        assertEquals(0, run.exitCode(), run::transcript);
        return run;
    }

    private static String refused(String... arguments) {
        ProgramRun run = program.run(arguments);
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().lines().anyMatch(line -> line.startsWith("sextant: ")) && !run.stderr().contains("\tat "), run::transcript);
        assertEquals("", run.stdout());
        return run.stderr();
    }

    private static Path model(SearchSpace space, String name) {
        Path file = folder.resolve(name);
        OnnxExport.write(space.lower(space.at(BigInteger.ONE), 0), file);
        return file;
    }

    @Test
    void aKilledBuildGoesOn() {
        Json.assertHas(built, "/schema", "/file", "/implementation", "/device", "/threads", "/clock", "/within_aim", "/seconds",
            "/correction/fixed_ns", "/correction/scale", "/correction/error");
        assertTrue(built.at("/complete").asBoolean(), built::toPrettyString);
        assertTrue(measuredBefore > 5, built::toPrettyString);
        assertEquals(measuredBefore, built.at("/reused").asInt(), built::toPrettyString);
        assertEquals(measuredBefore, built.at("/kernels").asInt(), built::toPrettyString);
        assertEquals(0, built.at("/missing").size(), built::toPrettyString);
        assertEquals(4, built.at("/correction/networks").asInt(), built::toPrettyString);
    }

    @Test
    void aSecondBuildMeasuresNothing() throws IOException {
        Path again = folder.resolve("again.csv");
        byte[] store = Files.readAllBytes(folder.resolve("home").resolve("records.jsonl"));

        JsonNode second = Json.of(succeeded(build(NO_TIME, again)));

        assertEquals(built.at("/kernels"), second.at("/reused"), second::toPrettyString);
        assertEquals(built.at("/correction"), second.at("/correction"));
        assertEquals(rows(lut), rows(again));
        assertEquals(store.length, Files.size(folder.resolve("home").resolve("records.jsonl")), "something was measured");
    }

    private static List<String> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void showListsItsKernels() {
        JsonNode shown = Json.of(succeeded("lut", "show", lut.toString(), "--limit", "0", "--json"));
        assertEquals(built.at("/kernels"), shown.at("/rows"));
        assertEquals(built.at("/kernels").asInt(), shown.at("/kernels").size());
        assertEquals(built.at("/correction"), shown.at("/targets/0/correction"));
        Json.elements(shown.at("/kernels")).forEach(kernel -> assertTrue(kernel.at("/median_ns").asDouble() > 0, kernel::toPrettyString));
    }

    @Test
    void verifyMeasuresWholeNetworksTwice() {
        JsonNode verified = Json.of(succeeded("lut", "verify", lut.toString(), "--space", space.toString(), "--networks", "2", "--profiled",
            "1", "--json"));
        assertEquals(2, verified.at("/networks").size(), verified::toPrettyString);
        for (JsonNode network : Json.elements(verified.at("/networks"))) {
            assertTrue(network.at("/predicted_ns").asDouble() > 0 && network.at("/measured_ns").asDouble() > 0, verified::toPrettyString);
            assertTrue(network.at("/repeated_ns").asDouble() != network.at("/measured_ns").asDouble(), verified::toPrettyString);
        }
        Json.assertHas(verified, "/prediction/within_5_percent", "/prediction/within_10_percent", "/prediction/rmspe", "/prediction/bias",
            "/prediction/worst", "/ceiling/within_10_percent", "/failures", "/worst_layers");
        assertTrue(verified.at("/worst_layers").size() > 0, verified::toPrettyString);
    }

    @Test
    void predictAddsUpTheKernelsAndCorrectsTheSum() {
        JsonNode predicted = Json.of(succeeded("predict", model(SpaceFile.read(space), "known.onnx").toString(), "--lut", lut.toString(),
            "--kernels", "0", "--json"));
        double sum = Json.elements(predicted.at("/kernels")).stream().mapToDouble(kernel -> kernel.at("/total_ns").asDouble()).sum();
        double median = predicted.at("/correction/fixed_ns").asDouble() + predicted.at("/correction/scale").asDouble() * sum;
        assertEquals(sum, predicted.at("/sum_ns").asDouble(), 1e-6 * sum, predicted::toPrettyString);
        assertEquals(median, predicted.at("/median_ns").asDouble(), 1e-6 * median, predicted::toPrettyString);
        assertTrue(predicted.at("/lo_ns").asDouble() <= median && median <= predicted.at("/hi_ns").asDouble(), predicted::toPrettyString);
        assertEquals(built.at("/correction"), predicted.at("/correction"));
        assertEquals("estimated", predicted.at("/kind").asText());
        assertEquals(built.at("/implementation"), predicted.at("/backend"));
    }

    @Test
    void anUnknownKernelIsNamed() {
        Path unknown = model(Spaces.named("mnist1d"), "unknown.onnx");
        String refusal = refused("predict", unknown.toString(), "--lut", lut.toString(), "--quiet");
        assertTrue(refusal.contains(lut + ": ") && refusal.contains(" kernels are not in this LUT of ") && refusal.contains("'convolution k"),
            refusal);
        assertTrue(refusal.contains("'sextant lut build --model MODEL'"), refusal);
    }

    @Test
    void aLutOfAnotherDeviceIsRefused() throws IOException {
        String device = built.at("/device").asText();
        Path other = Files.writeString(folder.resolve("other.csv"), Files.readString(lut).replace(device, device + "-other"));
        String model = model(SpaceFile.read(space), "other.onnx").toString();

        assertTrue(refused("predict", model, "--lut", other.toString()).contains("this LUT is of the device " + device + "-other, asked is "
            + device));
        assertTrue(refused(build(NO_TIME, other)).contains("a file holds one device"));
    }

    @Test
    void aLutOfAnotherNumberOfThreadsIsRefused() {
        String refusal = refused("predict", model(SpaceFile.read(space), "threads.onnx").toString(), "--lut", lut.toString(), "--threads", "2");
        assertTrue(refusal.contains("no rows of ") && refusal.contains(", 2 threads, wall; it has rows of [") && refusal.contains("1 thread,"),
            refusal);
    }
}
