package io.sextant.ir.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Costs counted by hand. */
class GraphCostTest {
    private final GraphBuilder builder = new GraphBuilder("costed");

    @Test
    void convolutionCountsPaddedTaps() {
        Value x = input(1, 40, 16);
        Value y = builder.add(new Convolution(x, weights(5, 16, 32), Optional.of(weights(32)), List.of(2), List.of(2), List.of(2),
            List.of(1), 1));
        NodeCost cost = costOf(y).nodes().get(0);
        assertEquals(20 * 32 * 5 * 16, cost.macs());
        assertEquals(5 * 16 * 32 + 32, cost.parameters());
        assertEquals(4 * (5 * 16 * 32 + 32), cost.weightBytes());
        assertEquals(4 * 40 * 16, cost.bytesRead());
        assertEquals(4 * 20 * 32, cost.bytesWritten());
        assertEquals(4 * (40 * 16 + 20 * 32), cost.liveBytes());
    }

    @Test
    void groupsDivideTheWork() {
        Value x = input(2, 6, 6, 8);
        Value y = builder.add(new Convolution(x, weights(3, 3, 1, 16), Optional.empty(), List.of(1, 1), List.of(0, 0), List.of(0, 0),
            List.of(2, 2), 8));
        assertEquals(2 * 2 * 2 * 16 * 9, costOf(y).macs());
    }

    @Test
    void productsAndTheRest() {
        Value x = input(1, 4, 8);
        Value dense = builder.add(new Dense(x, weights(8, 3), Optional.empty()));
        Value product = builder.add(new MatMul(dense, weights(1, 3, 5)));
        Value relu = builder.add(new Unary(product, Unary.Kind.RELU));
        Value pooled = builder.add(new GlobalPool(relu, Pool.Kind.AVERAGE));
        GraphCost cost = costOf(pooled);
        assertEquals(List.of(4L * 8 * 3, 4L * 3 * 5, 0L, 0L), cost.nodes().stream().map(NodeCost::macs).toList());
        assertEquals(4 * 8 * 3 + 4 * 3 * 5, cost.macs());
    }

    /** Two samples of 7 positions, 3 channels to 4, three and four gates, both directions for the second. */
    @Test
    void recurrencesUseAllWeightsAtEveryPosition() {
        Value x = input(2, 7, 3);
        Value gru = builder.add(new Gru(x, weights(1, 3, 12), weights(1, 4, 12), Optional.of(weights(1, 24)), Optional.empty(),
            Recurrence.Direction.REVERSE, true, Gru.Result.LAST_STATE));
        Value lstm = builder.add(new Lstm(x, weights(2, 3, 16), weights(2, 4, 16), Optional.empty(), Optional.empty(), Optional.empty(),
            Recurrence.Direction.BIDIRECTIONAL, Lstm.Result.STATES));
        builder.output("state", gru);
        assertEquals(List.of(2L * 7 * 3 * 4 * (3 + 4), 2L * 7 * 2 * 4 * 4 * (3 + 4)),
            costOf(lstm).nodes().stream().map(NodeCost::macs).toList());
    }

    @Test
    void largeCountsDoNotOverflow() {
        Value x = input(1, 1 << 20, 64);
        Value y = builder.add(new Dense(x, weights(64, 1024), Optional.empty()));
        assertEquals((1L << 20) * 64 * 1024, costOf(y).macs());
    }

    @Test
    void statisticsAreNoParameters() {
        Value x = input(1, 4, 8);
        Value y = builder.add(new BatchNorm(x, weights(8), weights(8), weights(8), weights(8), 1e-3f));
        GraphCost cost = costOf(y);
        assertEquals(16, cost.parameters());
        assertEquals(16, cost.statistics());
        assertEquals(4 * 32, cost.weightBytes());
        assertEquals(16, cost.nodes().get(0).statistics());
    }

    @Test
    void sharedConstantsCountOnceInTotalAndUnusedNever() {
        Value x = input(1, 4, 8);
        Value shared = weights(8);
        weights(1000);
        Value sum = builder.add(new Binary(x, shared, Binary.Kind.ADD));
        Value product = builder.add(new Binary(sum, shared, Binary.Kind.MUL));
        GraphCost cost = costOf(product);
        assertEquals(8, cost.parameters());
        assertEquals(32, cost.weightBytes());
        assertEquals(List.of(8L, 8L), cost.nodes().stream().map(NodeCost::parameters).toList());
    }

    @Test
    void operandsUsedTwiceAreReadOnce() {
        Value x = input(1, 4, 8);
        Value square = builder.add(new Binary(x, x, Binary.Kind.MUL));
        assertEquals(4 * 32, costOf(square).nodes().get(0).bytesRead());
    }

    /** x (10) - a (20) - b (30) - c = a + b' (20) with a alive over b: values of 40, 80, 120 bytes. */
    @Test
    void peakCountsWhatALaterNodeNeeds() {
        Value x = input(1, 10, 1);
        Value a = builder.add(new Dense(x, weights(1, 2), Optional.empty()));
        Value b = builder.add(new Dense(a, weights(2, 3), Optional.empty()));
        Value c = builder.add(new Dense(b, weights(3, 2), Optional.empty()));
        Value sum = builder.add(new Binary(a, c, Binary.Kind.ADD));
        GraphCost cost = costOf(sum);
        assertEquals(List.of(40L + 80, 80L + 120, 80L + 120 + 80, 80L + 80 + 80), cost.nodes().stream().map(NodeCost::liveBytes).toList());
        assertEquals(280, cost.peakActivationBytes());
    }

    @Test
    void outputsLiveToTheEndAndInputsWaitForTheirUse() {
        Value early = input(1, 2, 1);
        Value late = input(1, 3, 1);
        Value out = builder.add(new Unary(early, Unary.Kind.RELU));
        Value end = builder.add(new Unary(late, Unary.Kind.RELU));
        Value unread = builder.add(new Unary(late, Unary.Kind.TANH));
        Graph graph = builder.output("out", out).output("end", end).build();
        assertEquals(List.of(8L + 12 + 8, 12L + 8 + 12, 12L + 8 + 12 + 12),
            GraphCost.of(graph).nodes().stream().map(NodeCost::liveBytes).toList());
        assertEquals(12, GraphCost.of(graph).nodes().get(2).bytesWritten(), () -> "of " + unread);
    }

    @Test
    void bytesFollowTheElementType() {
        Value x = builder.input("x", new TensorType(DType.I8, Shape.of(6)));
        Graph graph = builder.output("y", builder.add(new Reshape(x, List.of(2, 3)))).build();
        assertEquals(6, GraphCost.of(graph).nodes().get(0).bytesRead());
        assertEquals(12, GraphCost.of(graph).peakActivationBytes());
    }

    /** Two i4 share a byte; what one value leaves of its last byte, no other takes. */
    @Test
    void fourBitsAreHalfAByte() {
        Value x = builder.input("x", new TensorType(DType.F16, Shape.of(1, 3)));
        Value weights = builder.constant(Tensor.zeros(new TensorType(DType.I4, Shape.of(3, 3))));
        Value scales = builder.constant(Tensor.filled(new TensorType(DType.F16, Shape.of(3)), 1));
        Value zeros = builder.constant(Tensor.zeros(new TensorType(DType.I4, Shape.of(3))));
        Value filter = builder.add(new Dequantize(weights, scales, zeros, 1));
        GraphCost cost = costOf(builder.add(new Dense(x, filter, Optional.empty())));
        assertEquals(5 + 6 + 2, cost.weightBytes());
        assertEquals(9 + 3 + 3, cost.parameters());
        assertEquals(List.of(0L, 9L), cost.nodes().stream().map(NodeCost::macs).toList());
        assertEquals(List.of(18L, 6L), cost.nodes().stream().map(NodeCost::bytesWritten).toList());
        assertEquals(6 + 18 + 6, cost.peakActivationBytes());
    }

    @Test
    void graphsWithoutNodesHoldTheirInputs() {
        Value x = input(1, 4, 8);
        assertEquals(128, costOf(x).peakActivationBytes());
    }

    private GraphCost costOf(Value output) {
        return GraphCost.of(builder.output("y", output).build());
    }

    private Value input(int... dims) {
        return builder.input("x" + dims[1], TensorType.f32(dims));
    }

    private Value weights(int... dims) {
        return builder.constant(Tensor.zeros(TensorType.f32(dims)));
    }
}
