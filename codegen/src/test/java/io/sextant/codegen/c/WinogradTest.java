package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Minimal filtering by tiles of every size on random shapes, against the interpreter, and where it is put first. */
class WinogradTest {
    private static final int KERNELS = 18;
    private static final float BOUND = 4;
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    private static Convolution convolution(Value input, Value filter, Optional<Value> bias, int padding) {
        int axes = input.type().rank() - 2;
        List<Integer> kernel = filter.type().shape().dims().subList(0, axes);
        List<Integer> pads = kernel.stream().map(taps -> taps == 1 ? 0 : padding).toList();
        List<Integer> ones = kernel.stream().map(taps -> 1).toList();
        return new Convolution(input, filter, bias, ones, pads, pads, ones, 1);
    }

    /** Convolutions beside each other: 3x3, 3x1, 1x3, and by three of one dimension. */
    private static Graph random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphBuilder graph = new GraphBuilder("winograd");
        for (int i = 0; i < KERNELS; i++) {
            int cin = 1 + random.nextInt(40);
            int cout = 1 + random.nextInt(60);
            int batch = 1 + random.nextInt(2);
            int height = 3 + random.nextInt(12);
            int width = 3 + random.nextInt(12);
            TensorType input = i % 6 == 5 ? TensorType.f32(batch, width, cin) : TensorType.f32(batch, height, width, cin);
            TensorType filter = i % 6 == 5 ? TensorType.f32(3, cin, cout)
                : TensorType.f32(i % 6 == 3 ? 1 : 3, i % 6 == 4 ? 1 : 3, cin, cout);
            Optional<Value> bias = random.nextBoolean() ? Optional.of(graph.constant(Tensor.random(TensorType.f32(cout), i, 1)))
                : Optional.empty();
            Value result = graph.add(convolution(graph.input("x" + i, input), graph.constant(Tensor.random(filter, seed + i, 1)), bias,
                random.nextInt(3)));
            if (random.nextBoolean()) {
                result = graph.add(new Binary(result, graph.input("residual" + i, result.type()), Binary.Kind.ADD));
            }
            graph.output("y" + i, random.nextBoolean() ? graph.add(new Unary(result, Unary.Kind.RELU)) : result);
        }
        return graph.build();
    }

    private static Schedule anySchedule(Convolution op, SplittableRandom random, Isa isa) {
        int axes = op.kernel().size();
        int y = axes == 1 || op.kernel().get(0) == 1 ? 1 : 2 + 2 * random.nextInt(2);
        int x = op.kernel().get(axes - 1) == 1 ? 1 : 2 + 2 * random.nextInt(2);
        int vectors = Math.min(1 + random.nextInt(3), (op.type().shape().last() + isa.lanes() - 1) / isa.lanes());
        return new Schedule(Map.of("TILE_Y", y, "TILE_X", x, "BLOCK", 1 + random.nextInt(12), "MR", 1 + random.nextInt(5), "NV", vectors,
            "UNROLL_K", 1 + random.nextInt(4), "TAIL", random.nextBoolean() ? isa.lanes() / 2 : 0, "AHEAD", 24 * random.nextInt(2)));
    }

    private static Function<PlacedKernel, Schedule> anySchedules(long seed, Isa isa) {
        SplittableRandom random = new SplittableRandom(seed);
        return kernel -> anySchedule((Convolution) kernel.nodes().get(0).op(), random, isa);
    }

    /** Within so much of the greatest magnitude of each output. */
    private static void assertClose(Graph graph, List<Tensor> expected, List<Tensor> actual, double bound) {
        for (int i = 0; i < expected.size(); i++) {
            float[] a = expected.get(i).floats();
            float[] b = actual.get(i).floats();
            double greatest = 0;
            for (float value : a) {
                greatest = Math.max(greatest, Math.abs(value));
            }
            for (int j = 0; j < a.length; j++) {
                assertTrue(Math.abs(a[j] - b[j]) <= bound * (1 + greatest), graph.outputs().get(i) + ": element " + j + " is " + b[j]
                    + ", expected " + a[j]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void agreesWithTheInterpreterAlsoAroundALargeMean(Isa isa) throws IOException {
        HostIsa.assumeRuns(isa);
        for (long seed = 0; seed < Long.getLong("sextant.test.seeds", 2); seed++) {
            Graph graph = random(100 * seed + isa.ordinal());
            List<Tensor> inputs = new ArrayList<>();
            graph.inputs().forEach(input -> inputs.add(Tensor.random(input.value().type(), inputs.size(), BOUND)));
            List<Tensor> shifted = inputs.stream().map(input -> shifted(input, 1000)).toList();
            try (Trial trial = new Trial(graph, isa, anySchedules(seed, isa), toolchain)) {
                assertClose(graph, Interpreter.run(graph, inputs), trial.run(inputs), 5e-6);
                assertClose(graph, Interpreter.run(graph, shifted), trial.run(shifted), 5e-6);
            }
        }
    }

    private static Tensor shifted(Tensor tensor, float by) {
        float[] values = tensor.floats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += by;
        }
        return Tensor.of(tensor.type(), values);
    }

    @Test
    void aNumberThatIsNoneStaysInItsTile() throws IOException {
        GraphBuilder builder = new GraphBuilder("one");
        Value input = builder.input("x", TensorType.f32(1, 8, 8, 1));
        Graph graph = builder.output("y", builder.add(convolution(input, builder.constant(Tensor.random(TensorType.f32(3, 3, 1, 1), 1, 1)),
            Optional.empty(), 1))).build();
        Tensor finite = Tensor.random(input.type(), 1, 1);
        float[] values = finite.floats().clone();
        values[8 * 5 + 6] = Float.NaN;
        Schedule schedule = new Schedule(Map.of("TILE_Y", 4, "TILE_X", 4, "BLOCK", 4, "MR", 4, "NV", 1, "UNROLL_K", 1, "TAIL", 0, "AHEAD", 0));
        try (Trial trial = new Trial(graph, Isa.X86_64, kernel -> schedule, toolchain)) {
            float[] actual = trial.run(List.of(Tensor.of(input.type(), values))).get(0).floats();
            float[] expected = Interpreter.run(graph, List.of(finite)).get(0).floats();
            for (int i = 0; i < actual.length; i++) {
                boolean ofTile = i / 8 >= 4 && i % 8 >= 4;
                assertEquals(ofTile, Float.isNaN(actual[i]), "element " + i);
                assertTrue(ofTile || Math.abs(actual[i] - expected[i]) < 1e-5, "element " + i);
            }
        }
    }

    private static List<Schedule> schedules(int size, int channels, int stride) {
        GraphBuilder builder = new GraphBuilder("one");
        Value filter = builder.constant(Tensor.zeros(TensorType.f32(3, 3, channels, channels)));
        Graph graph = builder.output("y", builder.add(new Convolution(builder.input("x", TensorType.f32(1, size, size, channels)), filter,
            Optional.empty(), List.of(stride, stride), List.of(1, 1), List.of(1, 1), List.of(1, 1), 1))).build();
        PlacedKernel kernel = Kernels.of(graph, Families.FUSION).get(0);
        return new Families(new Lowered(Isa.X86_AVX512, graph.constants()::get)).of(kernel).schedules(kernel);
    }

    private static String tile(Schedule schedule) {
        Map<String, Integer> all = schedule.parameters();
        return all.containsKey("TILE_Y") ? all.get("TILE_Y") + "x" + all.get("TILE_X") : "direct";
    }

    @Test
    void isPutFirstWhereItsWeightsAreFewBesideItsWork() {
        assertEquals("4x4", tile(schedules(56, 64, 1).get(0)));
        assertEquals("4x2", tile(schedules(7, 512, 1).get(0)), "of larger tiles there are too many weights for 49 outputs");
        assertEquals("direct", tile(schedules(56, 1, 1).get(0)), "nothing to sum up at the points");
        assertTrue(schedules(56, 64, 1).stream().map(WinogradTest::tile).toList().containsAll(List.of("4x4", "2x2", "direct")));
    }

    @Test
    void isNotForStrides() {
        assertFalse(schedules(56, 64, 2).stream().map(WinogradTest::tile).anyMatch(tile -> !tile.equals("direct")));
    }
}
