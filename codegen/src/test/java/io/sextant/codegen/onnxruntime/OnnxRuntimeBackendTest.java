package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through real worker processes. */
class OnnxRuntimeBackendTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final WorkerLimits LITTLE_MEMORY = new WorkerLimits(1L << 30, MINUTE, MINUTE);
    private static final WorkerLimits LITTLE_TIME = new WorkerLimits(4L << 30, MINUTE, Duration.ofSeconds(2));

    @TempDir
    static Path cache;

    private static OnnxRuntimeBackend backend;

    @TempDir
    Path folder;

    @BeforeAll
    static void create() {
        backend = new OnnxRuntimeBackend(cache);
        Assumptions.assumeTrue(backend.unusable().isEmpty(), () -> "skipped: " + backend.unusable().orElseThrow());
    }

    @Test
    void aGraphIsMeasuredInFreshProcessesAndProfiled() throws IOException {
        Graph net = Models.sequenceNet();
        Program program = backend.compile(net, folder);
        assertEquals(GraphHash.structure(net), program.key());
        assertEquals("onnxruntime/1.29.0/opt=all,execution=sequential,spinning=off", program.implementation().id());

        Measurement total = measured(program);

        assertEquals(5, total.processes());
        assertTrue(total.latency().lo() > 0, total.latency()::toString);
        LayerProfile profile = profiled(program, Optional.of(net), total);
        assertEquals(total.latency().median(), profile.layers().stream().mapToDouble(LayerTime::medianNs).sum(),
            1e-6 * total.latency().median());
        assertEquals(1, profile.layers().stream().mapToDouble(LayerTime::share).sum(), 1e-6);
        assertTrue(profile.method().contains("rescaled"), profile.method());
        assertEquals(Kernels.of(net, backend.fusion(net)), kernels(profile),
            () -> "every kernel is an operator of ONNX Runtime, " + profile.layers());
    }

    private static List<PlacedKernel> kernels(LayerProfile profile) {
        return profile.layers().stream().flatMap(layer -> layer.kernel().stream()).toList();
    }

    @Test
    void aSecondBackendOnTheSameCacheUnpacksNothing() throws IOException {
        backend.foreign(Models.dynamic(folder.resolve("dynamic.onnx")));
        Set<String> before = files(cache.resolve("onnxruntime").resolve(backend.implementation().version()));
        assertTrue(before.contains("libonnxruntime.so") && before.stream().anyMatch(file -> file.endsWith(".jsa")), before::toString);

        new OnnxRuntimeBackend(cache).foreign(Models.dynamic(folder.resolve("dynamic.onnx")));

        assertEquals(before, files(cache.resolve("onnxruntime").resolve(backend.implementation().version())));
    }

    private static Set<String> files(Path directory) throws IOException {
        Set<String> files = new HashSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                files.add(entry.getFileName().toString());
            }
        }
        return files;
    }

    @Test
    void aForeignModelOfUnknownExtentsIsMeasuredAndProfiled() throws IOException {
        Program program = backend.foreign(Models.dynamic(folder.resolve("dynamic.onnx")));

        LayerProfile profile = profiled(program, Optional.empty(), measured(program));

        assertEquals(List.of("Cast", "Mul", "Softmax"), profile.layers().stream().map(LayerTime::operator).toList());
        assertTrue(profile.layers().stream().allMatch(layer -> layer.kernel().isEmpty()));
    }

    @Test
    void theBodyOfALoopCountsOnceAsItsLoop() throws IOException {
        Program program = backend.foreign(Models.looping(folder.resolve("loop.onnx"), 20));

        LayerProfile profile = profiled(program, Optional.empty(), assumedTotal());

        assertEquals(List.of("Loop"), profile.layers().stream().map(LayerTime::operator).toList());
    }

    @Test
    void theKeyOfAForeignModelIsItsContent() throws IOException {
        Path one = Models.filled(folder.resolve("one.onnx"), 3);
        Path same = Files.copy(one, folder.resolve("same.onnx"));
        Path other = Models.filled(folder.resolve("other.onnx"), 4);

        assertEquals(backend.foreign(one).key(), backend.foreign(same).key());
        assertTrue(!backend.foreign(one).key().equals(backend.foreign(other).key()));
        assertThrows(InvalidInput.class, () -> backend.foreign(folder.resolve("missing.onnx")));
        assertThrows(InvalidInput.class, () -> backend.foreign(folder));
    }

    @Test
    void aCacheThatCannotBeWrittenToIsTheUsersToMend() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        InvalidInput refusal = assertThrows(InvalidInput.class,
            () -> new OnnxRuntimeBackend(file).compile(Models.sequenceNet(), folder));

        assertContains("SEXTANT_HOME", refusal.getMessage());
    }

    @Test
    void whatOnnxRuntimeRefusesFailsWithItsReasonAndHarmsNoOther() throws IOException {
        Path broken = Files.write(folder.resolve("broken.onnx"), new byte[] {8, 8, 1, 2, 3, 4, 5, 6, 7});
        List<Program> programs = List.of(backend.foreign(broken),
            backend.foreign(Models.unknownOperator(folder.resolve("unknown.onnx"))),
            backend.foreign(Models.filled(folder.resolve("endless.onnx"), 1L << 50)), backend.compile(Models.sequenceNet(), folder));

        List<MeasureOutcome> outcomes = measure(WorkerLimits.DEFAULT, programs);

        assertContains("Protobuf", failure(outcomes.get(0)));
        assertContains("FourierMixer", failure(outcomes.get(1)));
        assertContains("Failed to allocate memory", failure(outcomes.get(2)));
        assertInstanceOf(MeasureOutcome.Measured.class, outcomes.get(3));
    }

    @Test
    void tooMuchMemoryEndsTheWorkerAlone() throws IOException {
        List<MeasureOutcome> outcomes = measure(LITTLE_MEMORY, List.of(
            backend.foreign(Models.filled(folder.resolve("huge.onnx"), 3L << 28)),
            backend.foreign(Models.filled(folder.resolve("small.onnx"), 3))));

        assertContains("limit of 1024 MiB", failure(outcomes.get(0)));
        assertInstanceOf(MeasureOutcome.Measured.class, outcomes.get(1));
    }

    @Test
    void aModelThatHangsEndsItsWorkerAlone() throws IOException {
        Program hanging = backend.foreign(Models.looping(folder.resolve("hang.onnx"), 1L << 40));

        List<MeasureOutcome> outcomes = measure(LITTLE_TIME, List.of(hanging));

        assertContains("no answer", failure(outcomes.get(0)));
    }

    @Test
    void aProfileOfWhatDoesNotRunFailsWithItsReason() throws IOException {
        Program program = backend.foreign(Models.unknownOperator(folder.resolve("unknown.onnx")));

        ProfileOutcome outcome = backend.profileLayers(program, Optional.empty(), assumedTotal());

        assertContains("FourierMixer", assertInstanceOf(ProfileOutcome.Failed.class, outcome).reason());
    }

    private static Measurement measured(Program program) {
        return assertInstanceOf(MeasureOutcome.Measured.class, measure(WorkerLimits.DEFAULT, List.of(program)).get(0)).measurement();
    }

    private static List<MeasureOutcome> measure(WorkerLimits limits, List<Program> programs) {
        return new ProcessMeasurer("test machine", limits, java.time.Clock.systemUTC())
            .measure(programs, MeasurePlan.screening(1, 7), () -> { });
    }

    private static Measurement assumedTotal() {
        MeasurementKey key = new MeasurementKey("key", "implementation", "test machine", 1, Clock.THREAD_CPU, "none");
        return new Measurement(key, Map.of(key.clock(), new Interval(1000, 900, 1100)), 0, List.of(), Instant.EPOCH);
    }

    private static LayerProfile profiled(Program program, Optional<Graph> graph, Measurement total) throws IOException {
        return assertInstanceOf(ProfileOutcome.Profiled.class, backend.profileLayers(program, graph, total)).profile();
    }

    private static String failure(MeasureOutcome outcome) {
        return assertInstanceOf(MeasureOutcome.Failed.class, outcome).reason();
    }

    private static void assertContains(String part, String whole) {
        assertTrue(whole.contains(part), whole);
    }
}
