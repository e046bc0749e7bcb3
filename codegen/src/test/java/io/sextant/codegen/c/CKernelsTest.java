package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every family on random shapes, by random schedules, against the interpreter. */
class CKernelsTest {
    private static final int KERNELS = 72;
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void agreesWithTheInterpreter(Isa isa) throws IOException {
        HostIsa.assumeRuns(isa);
        for (long seed = 0; seed < Long.getLong("sextant.test.seeds", 2); seed++) {
            Graph graph = RandomKernels.of(100 * seed + isa.ordinal(), KERNELS);
            List<Tensor> inputs = new ArrayList<>();
            graph.inputs().forEach(input -> inputs.add(Tensor.random(input.value().type(), inputs.size(), 4)));
            List<Tensor> expected = Interpreter.run(graph, inputs);
            try (Trial trial = new Trial(graph, isa, anySchedule(graph, isa, seed), toolchain)) {
                assertClose(graph, expected, trial.run(inputs));
            }
        }
    }

    private static Function<PlacedKernel, Schedule> anySchedule(Graph graph, Isa isa, long seed) {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        SplittableRandom random = new SplittableRandom(seed);
        return kernel -> {
            List<Schedule> all = families.of(kernel).schedules(kernel);
            return all.get(random.nextInt(all.size()));
        };
    }

    private static void assertClose(Graph graph, List<Tensor> expected, List<Tensor> actual) {
        for (int i = 0; i < expected.size(); i++) {
            Port output = graph.outputs().get(i);
            float[] a = expected.get(i).floats();
            float[] b = actual.get(i).floats();
            for (int j = 0; j < a.length; j++) {
                int at = j;
                assertTrue(Math.abs(a[j] - b[j]) <= 2e-5 * (1 + Math.abs(a[j])), () -> output + " of "
                    + graph.nodes().stream().filter(node -> node.result().equals(output.value())).findFirst().orElseThrow() + ": element "
                    + at + " is " + b[at] + ", expected " + a[at]);
            }
        }
    }
}
