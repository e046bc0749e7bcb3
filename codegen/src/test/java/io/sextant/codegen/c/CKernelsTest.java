package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Manifest;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the manifest on random shapes, by random schedules, against the interpreter. */
class CKernelsTest {
    private static final int KERNELS = 6;
    private static final Fusion ANY_SIZE = Families.fusion(1);
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    static Stream<Arguments> linesOnEachIsa() {
        return Arrays.stream(Isa.values()).flatMap(isa -> Arrays.stream(Manifest.values()).map(line -> Arguments.of(isa, line)));
    }

    @ParameterizedTest
    @MethodSource("linesOnEachIsa")
    void agreesWithTheInterpreter(Isa isa, Manifest line) throws IOException {
        HostIsa.assumeRuns(isa);
        for (long seed = 0; seed < Long.getLong("sextant.test.seeds", 2); seed++) {
            Graph graph = RandomKernels.of(line, 100 * seed + isa.ordinal(), KERNELS);
            List<Tensor> inputs = RandomInputs.of(graph);
            List<Tensor> expected = Interpreter.run(graph, inputs);
            try (Trial trial = new Trial(graph, ANY_SIZE, isa, anySchedule(graph, isa, seed), toolchain)) {
                assertClose(graph, expected, trial.run(inputs));
            }
        }
    }

    static Function<PlacedKernel, Schedule> anySchedule(Graph graph, Isa isa, long seed) {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        SplittableRandom random = new SplittableRandom(seed);
        return kernel -> {
            List<Schedule> all = families.of(kernel).schedules(kernel);
            return all.get(random.nextInt(all.size()));
        };
    }

    static void assertClose(Graph graph, List<Tensor> expected, List<Tensor> actual) {
        for (int i = 0; i < expected.size(); i++) {
            Port output = graph.outputs().get(i);
            Tensor wanted = expected.get(i);
            Tensor got = actual.get(i);
            for (int j = 0; j < wanted.type().elements(); j++) {
                int at = j;
                assertTrue(isClose(wanted, got, j), () -> output + " of "
                    + graph.nodes().stream().filter(node -> node.result().equals(output.value())).findFirst().orElseThrow().op() + ": element "
                    + at + " is " + element(got, at) + ", expected " + element(wanted, at));
            }
        }
    }

    private static boolean isClose(Tensor expected, Tensor actual, int at) {
        if (!expected.type().dtype().isFloating()) {
            return element(expected, at).equals(element(actual, at));
        }
        float a = expected.floats()[at];
        float b = actual.floats()[at];
        return Float.compare(a, b) == 0 || Math.abs(a - b) <= 2e-5 * (1 + Math.abs(a));
    }

    private static Number element(Tensor tensor, int at) {
        return switch (tensor.type().dtype().storage()) {
            case FLOATS -> tensor.floats()[at];
            case INTS -> tensor.ints()[at];
            case LONGS -> tensor.longs()[at];
        };
    }
}
