package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class BatchAxisTest {
    private static final TensorType LINE = TensorType.f32(1, 4, 2);

    private static Graph graph(TensorType input, BiFunction<GraphBuilder, Value, Op> op) {
        GraphBuilder builder = new GraphBuilder("small");
        Value x = builder.input("x", input);
        return builder.output("y", builder.add(op.apply(builder, x))).build();
    }

    private static void assertRefused(TensorType input, BiFunction<GraphBuilder, Value, Op> op) {
        InvalidInput refused = assertThrows(InvalidInput.class, () -> BatchAxis.of(graph(input, op)));
        assertTrue(refused.getMessage().contains("small") && refused.getMessage().contains("first dimension"), refused.getMessage());
    }

    @Test
    void operatorsThatMixOrMoveSamplesAreRefused() {
        assertRefused(LINE, (b, x) -> new Reshape(x, List.of(4, 2)));
        assertRefused(LINE, (b, x) -> new Transpose(x, List.of(1, 0, 2)));
        assertRefused(LINE, (b, x) -> new Concat(List.of(x, x), 0));
        assertRefused(LINE, (b, x) -> new Softmax(x, 0));
        assertRefused(LINE, (b, x) -> new Pad(x, List.of(1, 0, 0), List.of(0, 0, 0), 0));
        assertRefused(LINE, (b, x) -> new Binary(x, SmallGraphs.random(b, 3, 4, 2), Binary.Kind.ADD));
        assertRefused(LINE, (b, x) -> new Binary(x, SmallGraphs.random(b, 1, 1, 4, 2), Binary.Kind.ADD));
        assertRefused(TensorType.f32(1, 3), (b, x) -> new MatMul(SmallGraphs.random(b, 1, 1), x));
        assertRefused(LINE, (b, x) -> new MatMul(x, SmallGraphs.random(b, 3, 2, 5)));
        assertRefused(LINE, (b, x) -> new MatMul(SmallGraphs.random(b, 1, 1, 3, 4), x));
        assertRefused(LINE, (b, x) -> new Reduce(x, Reduce.Kind.MEAN, List.of(0, 1), true));
        assertRefused(LINE, (b, x) -> new Broadcast(x, List.of(3, 4, 2)));
        assertRefused(LINE, (b, x) -> new Broadcast(x, List.of(1, 1, 4, 2)));
    }

    @Test
    void whatLearnsNothingIsRefused() {
        for (Graph graph : List.of(graph(LINE, (b, x) -> new CumulativeSum(x, 1)), graph(LINE, (b, x) -> new Cast(x, DType.F16)))) {
            String message = assertThrows(InvalidInput.class, () -> BatchAxis.of(graph)).getMessage();
            assertTrue(message.contains("small cannot be trained: there is no training through " + graph.nodes().get(0)), message);
        }
    }

    @Test
    void aGraphOfManySamplesIsRefused() {
        Graph graph = graph(TensorType.f32(8, 4, 2), (b, x) -> new Softmax(x, 2));
        assertTrue(assertThrows(InvalidInput.class, () -> BatchAxis.of(graph)).getMessage().contains("one sample"));
    }

    @Test
    void valuesOfConstantsAloneAreNoSamples() {
        GraphBuilder builder = new GraphBuilder("small");
        Value x = builder.input("x", LINE);
        Value turned = builder.add(new Transpose(SmallGraphs.random(builder, 4, 1, 2), List.of(1, 0, 2)));
        Value sum = builder.add(new Binary(x, turned, Binary.Kind.ADD));
        assertEquals(List.of(x, sum), BatchAxis.of(builder.output("y", sum).build()).stream()
            .sorted(Comparator.comparingInt(Value::id)).toList());
    }

    @Test
    void weightsThatAreComputedAreRefused() {
        Graph graph = graph(TensorType.f32(1, 4, 4), (b, x) -> new Convolution(x, x, Optional.empty(), List.of(1), List.of(0), List.of(0),
            List.of(1), 1));
        assertTrue(assertThrows(InvalidInput.class, () -> Roles.of(graph)).getMessage().contains("not a constant"));
    }
}
