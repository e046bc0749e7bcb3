package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    @Test
    void findsWrongWeights() throws IOException {
        String message = refusal(text -> text.replace("w + 0,", "w + 1,"));
        assertTrue(message.contains("two is wrong: of output") && message.contains("expected"), message);
    }

    @Test
    void findsResultsThatAreNeverWritten() throws IOException {
        String message = refusal(text -> text.replace(BEGIN, "    return;\n" + BEGIN));
        assertTrue(message.contains("is NaN"), message);
    }

    @Test
    void findsWritingBehindTheArena() throws IOException {
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
        Graph graph = GraphText.parseStatements("sine", "input %0: f32[4]; %1: f32[4] = unary(%0) kind=sin; output %1", 0);
        assertEquals("the C backend has no sin",
            assertThrows(UnsupportedOperationException.class, () -> backend(UnaryOperator.identity()).compile(graph, home)).getMessage());
    }
}
