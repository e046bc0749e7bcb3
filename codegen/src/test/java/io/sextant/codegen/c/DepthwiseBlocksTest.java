package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Depthwise convolutions whose rows are too wide for all channels to go through them together, against the interpreter. */
class DepthwiseBlocksTest {
    /** Floats of a row of one vector of channels. */
    private static final int WIDE = 800;
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void blocksOfChannelsMakeAllOfTheResult(Isa isa) throws IOException {
        HostIsa.assumeRuns(isa);
        Graph graph = graph(isa.lanes());
        List<Tensor> inputs = new ArrayList<>();
        graph.inputs().forEach(input -> inputs.add(Tensor.random(input.value().type(), inputs.size(), 4)));
        List<Tensor> expected = Interpreter.run(graph, inputs);
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        PlacedKernel widest = Kernels.of(graph, Families.FUSION).get(0);
        TreeSet<Integer> blocks = new TreeSet<>(families.of(widest).schedules(widest).stream().map(schedule -> schedule.get("CB")).toList());
        assertEquals(List.of(2, 4, 6), List.copyOf(blocks));
        for (int block : blocks) {
            Function<PlacedKernel, Schedule> schedules = kernel -> families.of(kernel).schedules(kernel).stream()
                .filter(schedule -> schedule.get("CB") == block).findFirst().orElseGet(() -> families.of(kernel).schedules(kernel).get(0));
            try (Trial trial = new Trial(graph, isa, schedules, toolchain)) {
                CKernelsTest.assertClose(graph, expected, trial.run(inputs));
            }
        }
    }

    /** Channels that are whole blocks or end in a part of one, of a vector or of half of one. */
    private static Graph graph(int lanes) {
        GraphBuilder graph = new GraphBuilder("blocks");
        for (int channels : new int[] {5 * lanes + 1, 6 * lanes, 4 * lanes, lanes - 1, 3 * lanes + lanes / 2 + 1}) {
            int stride = 1 + channels % 2;
            Value input = graph.input("x" + channels, TensorType.f32(2, 6, WIDE / lanes, channels));
            Value taps = graph.constant(Tensor.random(TensorType.f32(3, 3, 1, channels), channels, 1));
            Value bias = graph.constant(Tensor.random(TensorType.f32(channels), channels + 1, 1));
            graph.output("y" + channels, graph.add(new Convolution(input, taps, Optional.of(bias), List.of(stride, stride), List.of(1, 1),
                List.of(1, 1), List.of(1, 1), channels)));
        }
        return graph.build();
    }
}
