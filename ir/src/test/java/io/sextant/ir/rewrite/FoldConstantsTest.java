package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
    private final Generated net = new Generated(1);
    private final Rule rule = new FoldConstants();

    @Test
    void evaluatesOperatorsOfConstants() {
        Value six = net.binary(net.filled(2, 3), Kind.MUL, net.filled(3));
        Graph graph = Proof.fires(rule, net.graph(net.binary(net.input(3), Kind.ADD, net.unary(six, Unary.Kind.RELU))), 0);
        assertEquals(List.of("n0 = binary(x0, c0) kind=add"), Proof.nodes(graph));
        assertArrayEquals(new float[] {6, 6, 6}, graph.constants().values().iterator().next().floats());
    }

    @Test
    void aConstantMayBeTheOutput() {
        net.input(3);
        Graph graph = Proof.fires(rule, net.graph(net.unary(net.filled(-1, 3), Unary.Kind.RELU)), 0);
        assertEquals(List.of(), graph.nodes());
    }

    /** All operators: random graphs whose inputs are constants become constants. */
    @Test
    void evaluatesEveryOperator() {
        for (long seed = 0; seed < 30; seed++) {
            Graph graph = RandomGraphs.graph(seed, 20);
            Map<Value, Tensor> constants = new LinkedHashMap<>(graph.constants());
            List<Tensor> inputs = RandomGraphs.inputs(graph, seed);
            for (int i = 0; i < inputs.size(); i++) {
                constants.put(graph.inputs().get(i).value(), inputs.get(i));
            }
            Graph fixed = new Graph("fixed", List.of(), constants, graph.nodes(), graph.outputs());
            Graph folded = Proof.fires(rule, fixed, 0);
            assertTrue(folded.nodes().stream().allMatch(node -> node.op() instanceof Dequantize
                || node.op() instanceof Requantize op && !op.to().isQuantised() || !folded.constants().keySet().containsAll(node.op().operands())), () -> "left: " + Proof.nodes(folded));
        }
    }

    @Test
    void largeOnesAreMadeWhenTheyAreRead() {
        Value weights = net.add(new Transpose(net.weights(200, 300), List.of(1, 0)));
        Proof.fires(rule, net.graph(net.add(new MatMul(net.input(2, 300), weights))), 0);
    }

    @Test
    void quantisedWeightsStayQuantised() {
        Value weights = net.constant(Tensor.ofInts(new TensorType(DType.I8, Shape.of(3)), 1, -2, 3));
        Value zero = net.constant(Tensor.zeros(new TensorType(DType.I8, Shape.of())));
        Value real = net.add(new Dequantize(weights, net.filled(0.5f), zero, 0));
        Proof.doesNotFire(rule, net.graph(net.binary(net.input(3), Kind.MUL, real)));
    }

    /** Of a layer that is computed with f32: its result is not quantised. */
    @Test
    void quantisedWeightsAloneStayQuantisedForInference() {
        Value weights = net.constant(Tensor.ofInts(new TensorType(DType.I8, Shape.of(2, 2)), 1, -2, 3, 4));
        Value zeros = net.constant(Tensor.zeros(new TensorType(DType.I8, Shape.of(2))));
        Value real = net.add(new Dequantize(weights, net.constant(Tensor.of(TensorType.f32(2), 0.5f, 0.25f)), zeros, 1));
        Graph before = net.graph(net.add(new Dense(net.input(3, 2), real, Optional.empty())));
        Graph graph = Rewrites.INFERENCE.run(before).graph();
        assertEquals(List.of("i8[2x2]<0.5:0,0.25:0@1>"), graph.constants().keySet().stream().map(value -> value.type().toString()).toList());
        Proof.assertSameOutputs(before, graph, 0, 1);
    }

    @Test
    void doesNotFireForAnInput() {
        Proof.doesNotFire(rule, net.graph(net.binary(net.input(3), Kind.MUL, net.filled(3))));
    }

    @Test
    void doesNotFireWhereAConstantWouldGrowLarge() {
        Value large = net.add(new Resize(net.weights(1, 2, 2, 8), List.of(128, 128), Resize.Mode.NEAREST));
        Proof.doesNotFire(rule, net.graph(net.binary(large, Kind.MUL, net.input(8))));
    }

    @Test
    void doesNotFireForProductsThatTakeLong() {
        Value product = net.add(new MatMul(net.filled(1, 1100, 1100), net.filled(1, 1100, 1100)));
        assertEquals("nothing to rewrite", Pipeline.of("p", rule).run(net.graph(product)).report());
    }
}
