package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.family.Manifest;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What inverted residuals as one kernel can be done by. */
class ExpansionKernelsTest {
    private static final Fusion ANY_SIZE = Families.fusion(1);
    @TempDir
    Path home;

    /** A block of MobileNetV2 as it is trained, whose expanded tensor has {@code width * 64 * 48 * 4} bytes. */
    private static Graph normalised(int width) {
        GraphBuilder graph = new GraphBuilder("block");
        Value x = graph.input("x", TensorType.f32(1, 64, width, 4));
        Value expanded = graph.add(new Unary(convolution(graph, x, 48, 1), Unary.Kind.RELU6));
        Value filtered = graph.add(new Unary(convolution(graph, expanded, 48, 48), Unary.Kind.RELU6));
        return graph.output("y", graph.add(new Binary(convolution(graph, filtered, 4, 1), x, Binary.Kind.ADD))).build();
    }

    private static Value convolution(GraphBuilder graph, Value x, int filters, int groups) {
        int k = groups > 1 ? 3 : 1;
        Value filter = graph.constant(Tensor.random(TensorType.f32(k, k, x.type().shape().last() / groups, filters), 1, 1));
        Value product = graph.add(new Convolution(x, filter, Optional.empty(), List.of(1, 1), List.of(k / 2, k / 2), List.of(k / 2, k / 2),
            List.of(1, 1), groups));
        Value[] numbers = IntStream.range(0, 4).mapToObj(i -> graph.constant(Tensor.filled(TensorType.f32(filters), 1 + i)))
            .toArray(Value[]::new);
        return graph.add(new BatchNorm(product, numbers[0], numbers[1], numbers[2], numbers[3], 1e-3f));
    }

    @Test
    void aBlockThatSpillsIsOneKernelBeforeAndAfterItsNormalisationsAreFolded() {
        CBackend backend = new CBackend(home, Isa.X86_64, CWorkers::command);
        for (int width : List.of(64, 63)) {
            Graph graph = normalised(width);
            int kernels = width == 64 ? 1 : 3;
            assertEquals(kernels, Kernels.of(graph, backend.fusion(graph)).size());
            assertEquals(kernels, Kernels.of(Rewrites.INFERENCE.run(graph).graph(), backend.fusion()).size());
        }
    }

    @Test
    void schedulesDifferInEachConvolutionAndInTheRowsTogether() {
        Graph graph = LongStream.range(0, 100).mapToObj(seed -> RandomKernels.of(Manifest.EXPANSION, seed, 1))
            .filter(block -> block.outputs().get(0).value().type().dim(1) % 4 == 0
                && block.nodes().size() > 5).findFirst().orElseThrow();
        PlacedKernel kernel = Kernels.of(graph, ANY_SIZE).get(0);
        List<Schedule> schedules = new Families(new Lowered(Isa.X86_AVX512, graph.constants()::get)).of(kernel).schedules(kernel);
        assertTrue(schedules.size() > 4 && schedules.size() <= 12, schedules::toString);
        assertEquals(schedules.size(), new HashSet<>(schedules).size(), schedules::toString);
        assertEquals(Set.of(1, 2, 4), new HashSet<>(schedules.stream().map(schedule -> schedule.get("ROWS")).toList()));
    }
}
