package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.emit.CName;
import io.sextant.codegen.c.emit.Emission;
import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.codegen.c.tuning.TuningListener;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CBackendTest {
    private static final Graph TWO_LAYERS = twoLayers();
    private static final String BEGIN = "    const float *w = ";

    @TempDir
    Path home;

    private static Graph twoLayers() {
        GraphBuilder graph = new GraphBuilder("two");
        Value weights = graph.constant(Tensor.random(TensorType.f32(64, 32), 1, 1));
        Value product = graph.add(new Dense(graph.input("x", TensorType.f32(1, 64)), weights, Optional.empty()));
        return graph.output("y", graph.add(new Softmax(product, 1))).build();
    }

    private CBackend backend(UnaryOperator<String> change) {
        return new CBackend(Path.of(System.getProperty("sextant.test.home", home.toString())), Isa.X86_64, CWorkers::command, change);
    }

    private String refusal(UnaryOperator<String> change) throws IOException {
        Path programs = home.resolve("programs");
        String message = assertThrows(WrongProgram.class, () -> backend(change).compile(TWO_LAYERS, programs)).getMessage();
        try (Stream<Path> left = Files.list(programs)) {
            assertEquals(List.of(), left.toList(), "nothing of it is left to be timed");
        }
        return message;
    }

    private static Measurement measured(Program program) {
        MeasureOutcome outcome = new ProcessMeasurer("here", WorkerLimits.DEFAULT, Clock.systemUTC())
            .measure(List.of(program), MeasurePlan.screening(1, 1), () -> { }).get(0);
        return assertInstanceOf(MeasureOutcome.Measured.class, outcome, outcome::toString).measurement();
    }

    @Test
    void aWorkerRunsWhatItCompilesAndTimesItsLayers() throws IOException {
        CBackend backend = backend(UnaryOperator.identity());
        Program program = backend.compile(TWO_LAYERS, home.resolve("programs"));
        assertEquals("c", program.implementation().backend());
        Measurement total = measured(program);
        assertTrue(total.latency().median() > 0);
        LayerProfile layers = assertInstanceOf(ProfileOutcome.Profiled.class,
            backend.profileLayers(program, Optional.of(TWO_LAYERS), total)).profile();
        assertEquals(List.of("dense", "softmax"), layers.layers().stream().map(LayerTime::kernel).map(Optional::orElseThrow)
            .map(PlacedKernel::nodes).map(nodes -> nodes.get(0).op().mnemonic()).toList());
        assertTrue(layers.layers().stream().allMatch(layer -> layer.medianNs() > 0), layers::toString);
    }

    @Test
    void aProofIsMadeOncePerObject() throws IOException {
        Path programs = home.resolve("programs");
        Path object = backend(UnaryOperator.identity()).compile(TWO_LAYERS, programs).artifact();
        FileTime made = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(object, made);
        backend(UnaryOperator.identity()).compile(TWO_LAYERS, programs);
        assertEquals(made, Files.getLastModifiedTime(object), "a proven object stays");
        Files.write(object, new byte[] {0}, StandardOpenOption.APPEND);
        assertFalse(Proof.isProven(object), "another object than the proven one");
        backend(UnaryOperator.identity()).compile(TWO_LAYERS, programs);
        assertTrue(Proof.isProven(object), "it is made and proven again");
    }

    private static Graph dense(int outputs) {
        GraphBuilder graph = new GraphBuilder("dense" + outputs);
        Value weights = graph.constant(Tensor.random(TensorType.f32(64, outputs), outputs, 1));
        return graph.output("y", graph.add(new Dense(graph.input("x", TensorType.f32(1, 64)), weights, Optional.empty()))).build();
    }

    /** The kernel of the first is one of the second too, with other weights. */
    @Test
    void severalAtOnceAreWhatEachIsAlone() throws IOException {
        Path programs = home.resolve("programs");
        Graph lacking = GraphText.parseStatements("half", "input %0: f32[4]; %1: f16[4] = cast(%0) dtype=f16; output %1", 0);
        CBackend backend = backend(UnaryOperator.identity());
        List<Graph> graphs = List.of(dense(32), TWO_LAYERS, lacking, dense(7));
        backend.prepare(graphs, programs);
        List<Path> objects = objects(programs);
        assertEquals(3, objects.size());
        for (Path object : objects) {
            assertTrue(Proof.isProven(object), object::toString);
            Files.setLastModifiedTime(object, FileTime.fromMillis(1_000_000));
        }
        for (Graph graph : List.of(dense(32), TWO_LAYERS, dense(7))) {
            Program program = backend.compile(graph, programs);
            assertEquals(FileTime.fromMillis(1_000_000), Files.getLastModifiedTime(program.artifact()), "nothing is compiled again");
            assertTrue(measured(program).latency().median() > 0);
        }
        assertEquals(3, objects(programs).size());
        assertThrows(UnsupportedOperationException.class, () -> backend.compile(lacking, programs));
    }

    @Test
    void ofSeveralAtOnceTheWrongOnesAreNotThere() throws IOException {
        Path programs = home.resolve("programs");
        backend(text -> text.replaceFirst("w \\+ 0,", "w + 1,")).prepare(List.of(TWO_LAYERS, dense(7)), programs);
        assertEquals(List.of(backend(UnaryOperator.identity()).compile(dense(7), programs).artifact()), objects(programs));
        backend(text -> text + "nonsense").prepare(List.of(dense(8), dense(9)), programs);
        assertEquals(1, objects(programs).size(), "none of them, as clang refuses the text");
    }

    private static List<Path> objects(Path programs) throws IOException {
        try (Stream<Path> files = Files.list(programs)) {
            return files.filter(file -> file.toString().endsWith(".so")).toList();
        }
    }

    @Test
    void measuredSchedulesAreProvenAndPartOfTheKey() throws IOException {
        Path programs = home.resolve("programs");
        Program untuned = backend(UnaryOperator.identity()).compile(TWO_LAYERS, programs);
        try (Store store = Store.open(home.resolve("kept"))) {
            CBackend backend = tuned(store);
            Program tuned = backend.compile(TWO_LAYERS, programs);
            assertEquals("isa=x86_64,tuning=measured", backend.implementation().options());
            assertTrue(tuned.implementation().options().matches("isa=x86_64,tuning=measured,schedules=[0-9a-f]{12}"), tuned::toString);
            Path part = backend.part(TWO_LAYERS, programs).object();
            assertTrue(Proof.isProven(tuned.artifact()), "its outputs are the interpreter's");
            assertNotEquals(untuned.artifact(), tuned.artifact());
            assertEquals(tuned, tuned(store).compile(TWO_LAYERS, programs));
            assertEquals(part, tuned(store).part(TWO_LAYERS, programs).object());
            Entry entry = store.list("schedule/1").get(0);
            ObjectNode other = entry.value().deepCopy();
            other.withObject("/schedule").put("NV", other.at("/schedule/NV").intValue() == 1 ? 2 : 1);
            store.put(new Entry(entry.kind(), entry.key(), other));
            Program otherwise = tuned(store).compile(TWO_LAYERS, programs);
            assertNotEquals(tuned.artifact(), otherwise.artifact(), "another schedule");
            assertNotEquals(tuned.implementation(), otherwise.implementation(), "is measured of its own");
            assertNotEquals(part, tuned(store).part(TWO_LAYERS, programs).object());
        }
    }

    /** Objects of the same name that differ in a constant, which is part of the code. */
    @Test
    void eachOfTheSameNameIsProvenByItself() throws IOException {
        CBackend backend = backend(UnaryOperator.identity());
        Program two = backend.compile(atLeast(2), home.resolve("two"));
        Program three = backend.compile(atLeast(3), home.resolve("three"));
        assertEquals(two.artifact().getFileName(), three.artifact().getFileName());
        CBackend wrong = backend(text -> text.replaceAll("0x1\\.0p1f", "0x1.8p1f"));
        wrong.compile(atLeast(3), home.resolve("right"));
        assertThrows(WrongProgram.class, () -> wrong.compile(atLeast(2), home.resolve("wrong")));
    }

    private static Graph atLeast(float least) {
        GraphBuilder graph = new GraphBuilder("least");
        Value weights = graph.constant(Tensor.random(TensorType.f32(64, 32), 1, 1));
        Value product = graph.add(new Dense(graph.input("x", TensorType.f32(1, 64)), weights, Optional.empty()));
        return graph.output("y", graph.add(new Binary(product, graph.constant(Tensor.of(new TensorType(DType.F32, Shape.of()), least)), Binary.Kind.MAX))).build();
    }

    private CBackend tuned(Store store) {
        return backend(UnaryOperator.identity()).tuned(store, "here", false, TuningListener.silent());
    }

    @Test
    void findsWrongWeights() throws IOException {
        String message = refusal(text -> text.replace("w + 0,", "w + 1,"));
        assertTrue(message.contains("two is wrong: of output") && message.contains("expected"), message);
    }

    @Test
    void whatIsToBeTakenAwayIsProven() throws IOException {
        Emission emission = new Emission(CName.of("wrong"), WeightsForm.MAPPED, "two", "a test", new PortLayouts(Map.of(), Map.of()));
        Path folder = Files.createDirectory(home.resolve("emitted"));
        String message = assertThrows(WrongProgram.class,
            () -> backend(text -> text.replace("w + 0,", "w + 1,")).emit(TWO_LAYERS, emission, folder)).getMessage();
        assertTrue(message.contains("two is wrong: of output"), message);
    }

    @Test
    void findsResultsThatAreNeverWritten() throws IOException {
        String message = refusal(text -> text.replace(BEGIN, "    return;\n" + BEGIN));
        assertTrue(message.contains("is NaN"), message);
    }

    @Test
    void findsWritingBehindTheArena() throws IOException {
        Pattern layout = Pattern.compile("long (\\w+_layout)\\[\\]");
        String message = refusal(text -> {
            String bytes = layout.matcher(text).results().findFirst().orElseThrow().group(1) + "[0]";
            return text.replace(BEGIN, "    arena[" + bytes + " / 4 + 2] = 1;\n" + BEGIN);
        });
        assertTrue(message.contains("outside of its arena"), message);
    }

    @Test
    void findsWritingBeforeTheArena() throws IOException {
        String message = refusal(text -> text.replace(BEGIN, "    arena[-3] = 1;\n" + BEGIN));
        assertTrue(message.contains("outside of its arena"), message);
    }

    @Test
    void survivesACrash() throws IOException {
        String message = refusal(text -> text.replace(BEGIN, "    *(volatile int *) 8 = 1;\n" + BEGIN));
        assertTrue(message.contains("SIGSEGV"), message);
    }

    @Test
    void saysWhatItCannotCompile() {
        Graph graph = GraphText.parseStatements("halves", "input %0: f16[4]; %1: f16[4] = unary(%0) kind=sin; output %1", 0);
        String message = assertThrows(UnsupportedOperationException.class, () -> backend(UnaryOperator.identity()).compile(graph, home))
            .getMessage();
        assertTrue(message.startsWith("the C backend has no elements of type f16, bf16 or i4, got "), message);
    }
}
