package io.sextant.ir.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomTensors;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchPlanTest {
    private static final Fusion FUSION = Fusion.parse("convolution > binary(add) > unary");

    private final GraphBuilder builder = new GraphBuilder("patches");
    private long seed = 5;

    private Value convolution(Value x, int kernel, int channels, int stride, int dilation, int groups) {
        Value filter = constant(kernel, kernel, x.type().shape().last() / groups, channels);
        int pad = dilation * (kernel / 2);
        return builder.add(new Convolution(x, filter, Optional.of(constant(channels)), List.of(stride, stride), List.of(pad, pad),
            List.of(pad, stride == 1 ? pad : 0), List.of(dilation, dilation), groups));
    }

    private Value constant(int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), seed++, 1));
    }

    /** Strides, residuals, depthwise and dilated windows, padding on one side alone, pools, and a head that is no patch's. */
    private Graph network(int size) {
        Value x = builder.input("image", TensorType.f32(1, size, size + 3, 3));
        Value stem = builder.add(new Unary(convolution(x, 3, 8, 2, 1, 1), Unary.Kind.RELU6));
        Value wide = convolution(convolution(stem, 1, 16, 1, 1, 1), 3, 16, 1, 2, 16);
        Value sum = builder.add(new Binary(convolution(wide, 1, 8, 1, 1, 1), stem, Binary.Kind.ADD));
        Value pooled = builder.add(new Pool(sum, Pool.Kind.AVERAGE, List.of(3, 3), List.of(2, 2), List.of(1, 0), List.of(1, 1), false));
        Value scaled = builder.add(new Binary(pooled, constant(8), Binary.Kind.MUL));
        Value last = builder.add(new Pool(scaled, Pool.Kind.MAX, List.of(2, 3), List.of(1, 1), List.of(0, 1), List.of(1, 1), false));
        return builder.output("out", builder.add(new GlobalPool(last, Pool.Kind.AVERAGE))).build();
    }

    @Test
    void patchesTogetherAreTheWhole() {
        Graph graph = network(21);
        List<Tensor> inputs = List.of(Tensor.random(graph.inputs().get(0).value().type(), 3, 1));
        Map<Value, Tensor> expected = Interpreter.values(graph, inputs);
        int plans = 0;
        for (PatchRegion region : PatchRegion.of(graph, Kernels.of(graph, FUSION))) {
            for (PatchGrid grid : PatchGrid.of(region)) {
                assertWhole(region, grid, expected);
                plans++;
            }
        }
        assertTrue(plans > 20, plans + " ways to cut");
    }

    @Test
    void patchesOfGeneratedGraphsTogetherAreTheWhole() {
        int regions = 0;
        for (long sample = 0; sample < 900; sample++) {
            Sample generated = GraphGenerator.sample(sample, 1 + (int) (sample % 7));
            for (PatchRegion region : PatchRegion.of(generated.graph(), Kernels.of(generated.graph(), Fusion.NONE))) {
                List<PatchGrid> grids = PatchGrid.of(region);
                if (!grids.isEmpty()) {
                    assertWhole(region, grids.get((int) (sample % grids.size())), Interpreter.values(generated.graph(), generated.inputs()));
                    regions++;
                }
            }
        }
        assertTrue(regions > 15, regions + " regions");
    }

    private static void assertWhole(PatchRegion region, PatchGrid grid, Map<Value, Tensor> expected) {
        TensorType type = region.stage().type();
        float[] whole = new float[type.elements()];
        Arrays.fill(whole, Float.NaN);
        long macs = 0;
        for (Map<Value, Tile> tiles : grid.patches()) {
            Graph patch = PatchGraph.of(region, tiles);
            macs += GraphCost.of(patch).macs();
            List<Tensor> taken = region.inputs().stream().map(input -> cut(expected.get(input), tiles.get(input))).toList();
            paste(Interpreter.run(patch, taken).get(0), tiles.get(region.stage()), type, whole);
        }
        String text = region.kernels().size() + " kernels cut into " + grid.counts();
        assertArrayEquals(floats(expected.get(region.stage())), whole, text);
        GraphCost cost = GraphCost.of(region.graph());
        long once = cost.nodes().stream().filter(node -> region.nodes().contains(node.node())).mapToLong(node -> node.macs()).sum();
        assertEquals(macs, once + grid.extraMacs(cost), "multiply-accumulates of " + text);
        long largest = grid.patches().stream().flatMap(tiles -> region.kernels().stream().map(kernel -> elements(kernel.result().type(),
            tiles.get(kernel.result())) * kernel.result().type().dtype().bits() / 8)).mapToLong(Long::longValue).max().orElseThrow();
        assertEquals(largest, region.kernels().stream().mapToLong(kernel -> grid.largest().get(kernel.result())).max().orElseThrow(), text);
    }

    private static long elements(TensorType type, Tile tile) {
        long elements = (long) type.dim(0) * type.shape().last();
        for (int axis = 0; axis < tile.from().size(); axis++) {
            elements *= tile.extent(axis);
        }
        return elements;
    }

    private static float[] floats(Tensor tensor) {
        if (tensor.type().dtype().isFloating()) {
            return tensor.floats();
        }
        long[] integers = RandomTensors.elements(tensor);
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = integers[i];
        }
        return values;
    }

    private static List<Integer> positions(TensorType type, Tile tile) {
        List<Integer> positions = new ArrayList<>();
        int[] strides = type.shape().strides();
        int width = tile.from().size() == 2 ? tile.extent(1) : 1;
        for (int n = 0; n < type.dim(0); n++) {
            for (int i = 0; i < tile.extent(0) * width; i++) {
                int at = n * strides[0] + (tile.from().get(0) + i / width) * strides[1];
                positions.add(tile.from().size() == 2 ? at + (tile.from().get(1) + i % width) * strides[2] : at);
            }
        }
        return positions;
    }

    private static Tensor cut(Tensor whole, Tile tile) {
        List<Integer> positions = positions(whole.type(), tile);
        int channels = whole.type().shape().last();
        Shape shape = whole.type().shape();
        for (int axis = 0; axis < tile.from().size(); axis++) {
            shape = shape.with(axis + 1, tile.extent(axis));
        }
        return whole.gathered(shape, i -> positions.get(i / channels) + i % channels);
    }

    private static void paste(Tensor part, Tile tile, TensorType type, float[] whole) {
        List<Integer> positions = positions(type, tile);
        float[] elements = floats(part);
        int channels = type.shape().last();
        for (int i = 0; i < elements.length; i++) {
            whole[positions.get(i / channels) + i % channels] = elements[i];
        }
    }

    @Test
    void theBestPlanNeedsLessThanTheWholeAndSaysWhatItCosts() {
        Graph graph = network(48);
        PatchPlan plan = PatchPlan.best(graph, FUSION, Storing.with(Sharing.IN_PLACE), 2).orElseThrow();
        ArenaPlan whole = MemoryPlan.of(graph, FUSION).arena();
        long input = graph.inputs().get(0).value().type().bytes();
        assertTrue(plan.arena().peakBytes() < whole.peakBytes() && plan.arena().peakBytes() > input + plan.stage().type().bytes(),
            plan.arena().peakBytes() + " of " + whole.peakBytes());
        assertTrue(plan.recomputed() > 0 && plan.recomputed() <= 1, "recomputed " + plan.recomputed());
        PatchPlan thrifty = PatchPlan.best(graph, FUSION, Storing.with(Sharing.IN_PLACE), 1.1).orElseThrow();
        assertTrue(thrifty.recomputed() <= 0.1 && thrifty.arena().peakBytes() >= plan.arena().peakBytes(), "limit of 1.1");
    }

    /** What all patches make is there from the first patch on, the input until the last. */
    @Test
    void assembledResultAndInputLiveThroughAllPatches() {
        PatchPlan plan = PatchPlan.best(network(48), FUSION, Storing.with(Sharing.NONE), 2).orElseThrow();
        List<ArenaPlan.Span> spans = plan.arena().spans();
        ArenaPlan.Span stage = spans.stream().filter(span -> span.name().contains("of all patches")).findFirst().orElseThrow();
        ArenaPlan.Span input = spans.stream().filter(span -> span.name().startsWith("image")).findFirst().orElseThrow();
        assertTrue(stage.first() <= 1 && stage.last() > plan.patched(), stage.toString());
        assertEquals(plan.patched() + 1, input.last());
    }

    @Test
    void aNetworkThatBeginsWithAGlobalPoolHasNoPatches() {
        Value x = builder.input("x", TensorType.f32(1, 8, 8, 4));
        Graph graph = builder.output("y", convolution(builder.add(new GlobalPool(x, Pool.Kind.MAX)), 1, 4, 1, 1, 1)).build();
        assertEquals(Optional.empty(), PatchPlan.best(graph, FUSION, Storing.with(Sharing.NONE), 2));
    }
}
