package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes one kernel, and where its result lies; what it computes is seen with all kernels of the manifest. */
class SqueezeExciteTest {
    @TempDir
    static Path home;

    /** As it is trained. */
    private static Graph normalised() {
        GraphBuilder graph = new GraphBuilder("gate");
        Value x = graph.input("x", TensorType.f32(1, 9, 9, 20));
        Value mean = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value hidden = graph.add(new Unary(layer(graph, mean, 6), Unary.Kind.SILU));
        Value gate = graph.add(new Unary(layer(graph, hidden, 20), Unary.Kind.SIGMOID));
        return graph.output("y", graph.add(new Binary(x, gate, Binary.Kind.MUL))).build();
    }

    private static Value layer(GraphBuilder graph, Value x, int filters) {
        Value filter = graph.constant(Tensor.random(TensorType.f32(1, 1, x.type().shape().last(), filters), 1, 1));
        Value product = graph.add(new Convolution(x, filter, Optional.empty(), List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
        Value[] numbers = IntStream.range(0, 4).mapToObj(i -> graph.constant(Tensor.filled(TensorType.f32(filters), 1 + i)))
            .toArray(Value[]::new);
        return graph.add(new BatchNorm(product, numbers[0], numbers[1], numbers[2], numbers[3], 1e-3f));
    }

    @Test
    void isOneKernelBeforeAndAfterItsNormalisationsAreFolded() {
        CBackend backend = new CBackend(home, Isa.X86_64, CWorkers::command);
        Graph graph = normalised();
        assertEquals(1, Kernels.of(graph, backend.fusion(graph)).size());
        assertEquals(1, Kernels.of(Rewrites.INFERENCE.run(graph).graph(), backend.fusion()).size());
    }

    @Test
    void scalesItsOperandInPlace() {
        Graph graph = Rewrites.INFERENCE.run(normalised()).graph();
        Families families = new Families(new Lowered(Isa.X86_64, graph.constants()::get));
        NetworkSource source = new NetworkSource(graph, Isa.X86_64, kernel -> families.of(kernel).schedules(kernel).get(0));
        assertEquals(source.offset(graph.inputs().get(0).value()), source.offset(graph.outputs().get(0).value()));
        assertTrue(source.arenaBytes() < 2 * graph.inputs().get(0).value().type().bytes());
    }
}
