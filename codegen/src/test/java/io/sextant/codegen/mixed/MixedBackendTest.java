package io.sextant.codegen.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.mixed.run.MixedExecutor;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random partitions compute what their graphs say; that is proven wherever one is compiled. */
class MixedBackendTest {
    private static final int MIXTURES = 20;
    private static final int NODES = 8;

    @TempDir
    static Path home;
    private static OnnxRuntimeBackend onnxRuntime;
    private static CBackend c;
    private static Mixtures mixtures;

    @BeforeAll
    static void open() {
        onnxRuntime = new OnnxRuntimeBackend(home);
        c = new CBackend(home, Isa.X86_64, onnxRuntime::worker);
        mixtures = new Mixtures(c, onnxRuntime);
        Assumptions.assumeTrue(onnxRuntime.unusable().isEmpty() && Toolchain.unavailable().isEmpty(), "skipped: an engine is missing");
    }

    private static KernelRow row(Graph graph) {
        return KernelRow.of(Rewrites.INFERENCE.run(graph).graph(), c.fusion());
    }

    private static MixedBackend backend(KernelRow row, List<Integer> engines) {
        return mixtures.of(row.partition(engines.stream().map(engine -> Engine.values()[engine]).toList()));
    }

    /** Numbers of 16 bits, which the C backend has not; an input that is used again far on, two outputs of which one is used within, and a value that skips several stretches. */
    private static Graph residual() {
        GraphBuilder graph = new GraphBuilder("residual");
        Value image = graph.input("image", TensorType.f32(1, 7, 7, 8));
        Value second = graph.input("second", TensorType.f32(1, 7, 7, 8));
        Value one = convolution(graph, image, 1);
        Value two = convolution(graph, graph.add(new Binary(one, second, Binary.Kind.MUL)), 2);
        Value rounded = graph.add(new Cast(graph.add(new Cast(two, DType.F16)), DType.F32));
        Value three = graph.add(new Binary(convolution(graph, rounded, 3), one, Binary.Kind.ADD));
        Value four = graph.add(new Binary(convolution(graph, three, 4), image, Binary.Kind.SUB));
        graph.output("middle", two);
        return graph.output("end", graph.add(new GlobalPool(four, Pool.Kind.AVERAGE))).build();
    }

    private static Value convolution(GraphBuilder graph, Value input, long seed) {
        Value filter = graph.constant(Tensor.random(new TensorType(DType.F32, Shape.of(3, 3, 8, 8)), seed, 0.2f));
        return graph.add(new Convolution(input, filter, Optional.empty(), List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1), 1));
    }

    @Test
    void everyOtherKernelElsewhere() throws IOException {
        KernelRow row = row(residual());
        assertTrue(row.kernels().size() > 5, row.kernels()::toString);
        for (int first = 0; first < 2; first++) {
            int parity = first;
            List<Integer> engines = IntStream.range(0, row.kernels().size())
                .mapToObj(i -> c.does(row.graph(), row.kernels().get(i)) ? (i + parity) % 2 : 1).toList();
            assertTrue(engines.contains(0) && engines.contains(1), engines::toString);
            MixedBackend mixed = backend(row, engines);
            Program program = mixed.compile(residual(), home.resolve("programs"));
            assertEquals("mixed", program.implementation().backend());
            assertTrue(program.implementation().options().matches("partition=[0-9a-f]{12},isa=.*opt=all.*"), program.implementation()::id);
        }
    }

    @Test
    void randomGraphsInRandomPartitions() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        int proven = 0;
        for (long seed = 1; proven < MIXTURES; seed++) {
            assertTrue(seed < 3000, "hardly a graph can be mixed");
            Graph graph = GraphGenerator.sample(seed, NODES).graph();
            if (KernelRow.whyWhole(graph).isPresent() || KernelRow.whyWhole(Rewrites.INFERENCE.run(graph).graph()).isPresent()) {
                continue;
            }
            KernelRow row = row(graph);
            List<Integer> engines = row.kernels().stream().map(kernel -> c.does(row.graph(), kernel) ? random.nextInt(2) : 1).toList();
            if (engines.contains(0) && engines.contains(1) && runsAlone(graph, row)) {
                backend(row, engines).compile(graph, home.resolve("random"));
                proven++;
            }
        }
    }

    /** What ONNX Runtime computes otherwise than the interpreter says nothing of mixtures. */
    private static boolean runsAlone(Graph graph, KernelRow row) throws IOException {
        try {
            backend(row, row.kernels().stream().map(kernel -> 1).toList()).compile(graph, home.resolve("random"));
            return true;
        } catch (WrongProgram | UnsupportedOperationException e) {
            return false;
        }
    }

    @Test
    void anotherPartIsFound() throws IOException {
        KernelRow row = row(residual());
        List<Integer> engines = row.kernels().stream().map(kernel -> c.does(row.graph(), kernel) ? 0 : 1).toList();
        Path folder = home.resolve("damaged");
        Program program = backend(row, engines).compile(residual(), folder);
        Path model = Path.of(Files.readAllLines(program.artifact()).stream().filter(line -> line.startsWith("part c")).findFirst().orElseThrow()
            .split(" ", 6)[5]);
        GraphBuilder other = new GraphBuilder("other");
        Graph relu = other.output("y", other.add(new Unary(other.input("x", TensorType.f32(4)), Unary.Kind.RELU))).build();
        Files.copy(c.part(relu, folder).object(), model, StandardCopyOption.REPLACE_EXISTING);
        MixedBackend fresh = new Mixtures(c, onnxRuntime).of(backend(row, engines).partition());
        String message = assertThrows(WrongProgram.class, () -> fresh.compile(residual(), folder)).getMessage();
        assertTrue(message.contains("mixture"), message);
    }

    @Test
    void aPartThatWasChangedIsNotLoaded() throws IOException {
        KernelRow row = row(residual());
        List<Integer> engines = row.kernels().stream().map(kernel -> c.does(row.graph(), kernel) ? 0 : 1).toList();
        Program program = backend(row, engines).compile(residual(), home.resolve("changed"));
        Path part = Path.of(Files.readAllLines(program.artifact()).stream().filter(line -> line.startsWith("part c")).findFirst().orElseThrow()
            .split(" ", 6)[5]);
        Files.write(part, new byte[] {0}, StandardOpenOption.APPEND);
        String message = assertThrows(IllegalArgumentException.class, () -> new MixedExecutor(model -> {
            throw new AssertionError(model);
        }).load(program.artifact(), 1)).getMessage();
        assertTrue(message.contains(part.getFileName() + " has changed"), message);
    }

    @Test
    void itsLayersAreThoseOfItsStretches() throws IOException {
        KernelRow row = row(residual());
        List<Integer> engines = row.kernels().stream().map(kernel -> c.does(row.graph(), kernel) ? 0 : 1).toList();
        MixedBackend mixed = backend(row, engines);
        Program program = mixed.compile(residual(), home.resolve("programs"));
        MeasureOutcome outcome = new ProcessMeasurer("here", WorkerLimits.DEFAULT, Clock.systemUTC())
            .measure(List.of(program), MeasurePlan.screening(1, 1), () -> { }).get(0);
        Measurement total = assertInstanceOf(MeasureOutcome.Measured.class, outcome, outcome::toString).measurement();
        ProfileOutcome profiled = mixed.profileLayers(program, Optional.of(residual()), total);
        LayerProfile layers = assertInstanceOf(ProfileOutcome.Profiled.class, profiled, profiled::toString).profile();
        List<String> names = layers.layers().stream().map(LayerTime::name).toList();
        assertTrue(names.stream().anyMatch(name -> name.startsWith("c1/")) && names.stream().anyMatch(name -> name.startsWith("onnxruntime2/")),
            names::toString);
        assertEquals(1, layers.layers().stream().mapToDouble(LayerTime::share).sum(), 1e-6);
        double[] times = row.times(layers, 0, row.kernels().size());
        assertEquals(total.latency().median(), IntStream.range(0, times.length).mapToDouble(i -> times[i]).sum(), 1e-3);
    }

    @Test
    void knowsWhatIsAliveBetweenKernels() {
        KernelRow row = row(residual());
        long value = 4L * 7 * 7 * 8;
        List<Long> live = new ArrayList<>();
        for (long bytes : row.liveBytes()) {
            live.add(bytes / value);
        }
        assertEquals(0, live.get(0));
        assertTrue(live.stream().anyMatch(count -> count >= 2) && live.get(live.size() - 1) == 1, live::toString);
        assertEquals(Kernels.of(row.graph(), c.fusion()).size(), live.size());
    }
}
