package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.MatMul;
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

/** Attention on random shapes, by random schedules, against the interpreter, which gives NaN where all keys are hidden by infinities. */
class CAttentionTest {
    private static final int KERNELS = 30;
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
            RandomAttention.Sample sample = RandomAttention.of(100 * seed + isa.ordinal(), KERNELS);
            Graph graph = sample.graph();
            assertEquals(KERNELS, Kernels.of(graph, Families.FUSION).stream().filter(CAttentionTest::isAttention).count(),
                "each is one kernel beside what scales its values");
            List<Tensor> expected = Interpreter.run(graph, sample.inputs());
            try (Trial trial = new Trial(graph, isa, anySchedule(graph, isa, seed), toolchain)) {
                List<Tensor> actual = trial.run(sample.inputs());
                for (int i = 0; i < expected.size(); i++) {
                    assertClose(i, expected.get(i).floats(), actual.get(i).floats());
                }
            }
        }
    }

    /** From the first product to the second. */
    private static boolean isAttention(PlacedKernel kernel) {
        return kernel.nodes().stream().filter(node -> node.op() instanceof MatMul).count() == 2;
    }

    private static Function<PlacedKernel, Schedule> anySchedule(Graph graph, Isa isa, long seed) {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        SplittableRandom random = new SplittableRandom(seed);
        return kernel -> {
            List<Schedule> all = new ArrayList<>(families.of(kernel).schedules(kernel));
            return all.get(random.nextInt(all.size()));
        };
    }

    private static void assertClose(int output, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            boolean close = Float.isNaN(expected[i]) ? Float.isNaN(actual[i])
                : Math.abs(expected[i] - actual[i]) <= 2e-5 * (1 + Math.abs(expected[i]));
            assertTrue(close, () -> "output " + output + ": element " + at + " is " + actual[at] + ", expected " + expected[at]);
        }
    }
}
