package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chains of windows, where results lie behind their operands row by row, and a row nearer would be wrong. */
class RowOverlapTest {
    @Test
    void resultsBehindTheirOperandsAreWhole() {
        int overlapping = 0;
        for (long seed = 0; seed < 200; seed++) {
            Graph graph = chain(seed);
            List<Tensor> inputs = List.of(Tensor.random(graph.inputs().get(0).value().type(), seed, 1));
            int rowsAtOnce = 1 + (int) (seed % 3);
            Sharing sharing = new Sharing(EnumSet.allOf(Sharing.Kind.class), rowsAtOnce);
            MemoryPlan plan = plan(graph, sharing);
            assertEquals(Optional.empty(), PoisonedArena.violation(plan, inputs, rowsAtOnce), "seed " + seed);
            overlapping += plan.arena().peakBytes() < plan(graph, Sharing.IN_PLACE).arena().peakBytes() ? 1 : 0;
        }
        assertTrue(overlapping > 120, overlapping + " of 200 chains need less");
    }

    private static MemoryPlan plan(Graph graph, Sharing sharing) {
        return MemoryPlan.of(graph, Fusion.parse("convolution > convolution > pool"), new Storing(sharing, 1, kernel -> 0), Effort.USUAL);
    }

    private static Graph chain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphBuilder builder = new GraphBuilder("chain " + seed);
        Value x = builder.input("x", TensorType.f32(1 + random.nextInt(2), 40 + random.nextInt(6), 5, 2));
        for (int i = 0; i < 4; i++) {
            x = builder.add(window(builder, x, random));
        }
        return builder.output("y", x).build();
    }

    private static Op window(GraphBuilder builder, Value x, SplittableRandom random) {
        int kernel = 1 + 2 * random.nextInt(2);
        int stride = 1 + random.nextInt(2);
        List<Integer> before = List.of(random.nextInt(kernel), kernel / 2);
        List<Integer> after = List.of(random.nextInt(kernel), kernel / 2);
        if (random.nextInt(3) == 0) {
            return new Pool(x, Pool.Kind.MAX, List.of(kernel, kernel), List.of(stride, 1), before, after, false);
        }
        int channels = x.type().shape().last();
        int groups = random.nextBoolean() ? channels : 1;
        Value filter = builder.constant(Tensor.random(TensorType.f32(kernel, kernel, channels / groups, 2), random.nextLong(), 1));
        return new Convolution(x, filter, Optional.empty(), List.of(stride, 1), before, after, List.of(1, 1), groups);
    }
}
