package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeParallelConvolutionsTest {
    private static final int[] ONES = {1, 1};
    private final Generated net = new Generated(2);
    private final Rule rule = new MergeParallelConvolutions();

    @Test
    void padsTheSmallerKernel() {
        Value x = net.input(1, 6, 1);
        Value wide = convolution(x, 1, 1, 10, 20, 30);
        Value narrow = convolution(x, 1, 0, 5);
        Graph graph = Proof.fires(rule, net.graph(net.binary(narrow, Kind.ADD, wide)), Proof.ROUNDING);
        assertEquals(List.of("n0 = convolution(x0, c0, _) strides=[1] padBefore=[1] padAfter=[1] dilations=[1] groups=1"),
            Proof.nodes(graph));
        assertArrayEquals(new float[] {10, 25, 30}, graph.constants().values().iterator().next().floats());
    }

    @Test
    void anIdentityIsAFilterOfOnes() {
        Value x = net.input(1, 6, 1);
        Graph graph = Proof.fires(rule, net.graph(net.binary(x, Kind.ADD, convolution(x, 1, 1, 10, 20, 30))), Proof.ROUNDING);
        assertArrayEquals(new float[] {10, 21, 30}, graph.constants().values().iterator().next().floats());
    }

    /** As in MobileOne: a batch normalisation alone, one behind 1x1 and several behind 3x3, in groups of any size. */
    @Test
    void mergesWholeBlocksOfMobileOne() {
        Pipeline pipeline = Pipeline.of("block", new FoldBatchNorm(), rule);
        for (long seed = 0; seed < 40; seed++) {
            Generated g = new Generated(seed);
            int channels = 2 * g.oneTo(2);
            int groups = List.of(1, 2, channels).get(g.random.nextInt(3));
            Value x = g.random.nextBoolean() ? g.input(1, 9, channels) : g.input(1, 6, 7, channels);
            Value sum = g.batchNorm(x);
            for (int extent : new int[] {1, 3, 3, 5}) {
                Value branch = g.convolution(x, extent, channels, groups, ONES, Generated.each(x, extent / 2));
                Value normal = g.random.nextBoolean() ? g.batchNorm(branch) : branch;
                sum = g.random.nextBoolean() ? g.binary(sum, Kind.ADD, normal) : g.binary(normal, Kind.ADD, sum);
            }
            Graph graph = g.graph(g.binary(sum, Kind.ADD, x));
            Rewritten merged = Proof.strict(pipeline, graph);
            assertEquals(1, merged.graph().nodes().size(), () -> merged.report() + Proof.nodes(merged.graph()));
            Proof.assertSameOutputs(graph, merged.graph(), 10 * Proof.ROUNDING, seed);
        }
    }

    /** Kernels, strides, dilations and padding that differ on both sides, as far as they make one shape. */
    @Test
    void ofGeneratedPairs() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> {
            Value x = g.spatialInput(3);
            int stride = g.oneTo(2);
            int dilation = g.oneTo(2);
            int[] steps = {stride, dilation};
            int filters = g.oneTo(3);
            int far = dilation * 2;
            Value one = g.convolution(x, 3, filters, 1, steps, Generated.each(x, dilation));
            Value other = g.random.nextBoolean() ? g.convolution(x, 5, filters, 1, steps, Generated.each(x, far))
                : g.convolution(x, 1, filters, 1, new int[] {stride, 1}, Generated.each(x, 0));
            return g.random.nextBoolean() ? g.binary(one, Kind.ADD, other) : g.binary(other, Kind.ADD, one);
        });
    }

    @Test
    void mergesPaddingOnDifferentSides() {
        Value x = net.input(1, 8, 2);
        Value early = net.add(new Convolution(x, net.weights(3, 2, 2), Optional.empty(), List.of(2), List.of(2), List.of(0), List.of(1), 1));
        Value late = net.add(new Convolution(x, net.weights(2, 2, 2), Optional.empty(), List.of(2), List.of(0), List.of(1), List.of(1), 1));
        Graph graph = Proof.fires(rule, net.graph(net.binary(early, Kind.ADD, late)), Proof.ROUNDING);
        assertEquals(List.of("n0 = convolution(x0, c0, _) strides=[2] padBefore=[2] padAfter=[1] dilations=[1] groups=1"),
            Proof.nodes(graph));
    }

    @Test
    void doesNotFireForDifferentInputs() {
        Value x = net.input(1, 6, 2);
        Value y = net.convolution(x, 1, 2, 1, ONES, List.of(0));
        Proof.doesNotFire(rule, net.output("y0", y).graph(net.binary(net.convolution(x, 3, 2, 1, ONES, List.of(1)), Kind.ADD,
            net.convolution(y, 3, 2, 1, ONES, List.of(1)))));
    }

    @Test
    void doesNotFireForABranchWithAnotherUse() {
        Value x = net.input(1, 6, 2);
        Value branch = net.convolution(x, 3, 2, 1, ONES, List.of(1));
        Proof.doesNotFire(rule, net.output("branch", branch)
            .graph(net.binary(branch, Kind.ADD, net.convolution(x, 1, 2, 1, ONES, List.of(0)))));
    }

    @Test
    void doesNotFireForDifferentGroups() {
        Value x = net.input(1, 6, 2);
        Proof.doesNotFire(rule, net.graph(net.binary(net.convolution(x, 3, 2, 2, ONES, List.of(1)), Kind.ADD,
            net.convolution(x, 3, 2, 1, ONES, List.of(1)))));
    }

    @Test
    void doesNotFireForTapsBetweenTaps() {
        Value x = net.input(1, 9, 2);
        Value dilated = net.convolution(x, 3, 2, 1, new int[] {1, 2}, List.of(2));
        Proof.doesNotFire(rule, net.graph(net.binary(dilated, Kind.ADD, net.convolution(x, 3, 2, 1, ONES, List.of(1)))));
    }

    @Test
    void doesNotFireForTapsFarApart() {
        Value x = net.input(1, 9, 2);
        Value far = net.add(new Convolution(x, net.weights(1, 2, 2), Optional.empty(), List.of(1), List.of(40), List.of(0), List.of(1), 1));
        Value farOnTheOtherSide = net.add(new Convolution(x, net.weights(1, 2, 2), Optional.empty(), List.of(1), List.of(0), List.of(40),
            List.of(1), 1));
        Proof.doesNotFire(rule, net.graph(net.binary(far, Kind.ADD, farOnTheOtherSide)));
    }

    @Test
    void doesNotFireForAnIdentityOfAnotherStride() {
        Value x = net.input(1, 1, 2);
        Proof.doesNotFire(rule, net.graph(net.binary(x, Kind.ADD, net.convolution(x, 3, 2, 1, new int[] {2, 1}, List.of(1)))));
    }

    private Value convolution(Value x, int filters, int pad, float... filter) {
        Value weights = net.constant(Tensor.of(TensorType.f32(filter.length, 1, filters), filter));
        return net.add(new Convolution(x, weights, Optional.empty(), List.of(1), List.of(pad), List.of(pad), List.of(1), 1));
    }
}
