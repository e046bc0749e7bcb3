package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldBatchNormTest {
    private final Generated net = new Generated(1);
    private final Rule rule = new FoldBatchNorm();

    @Test
    void becomesWeightsAndBiasOfTheConvolutionBefore() {
        Value c = net.convolution(net.input(1, 8, 8, 3), 3, 4, 1, new int[] {1, 1}, List.of(1, 1));
        Graph graph = Proof.fires(rule, net.graph(net.batchNorm(c)), Proof.ROUNDING);
        assertEquals(List.of("n0 = convolution(x0, c0, c1) strides=[1,1] padBefore=[1,1] padAfter=[1,1] dilations=[1,1] groups=1"),
            Proof.nodes(graph));
        assertEquals(2, graph.constants().size(), "constants that nothing uses any more are gone");
    }

    @Test
    void ofGeneratedConvolutions() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> g.batchNorm(g.convolution(g.spatialInput(4), true)));
    }

    @Test
    void ofGeneratedDenseLayers() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> g.batchNorm(g.dense(g.input(2, g.oneTo(5), g.oneTo(5)))));
    }

    @Test
    void beforeGeneratedConvolutions() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> g.convolution(g.batchNorm(g.spatialInput(4)), false));
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> g.dense(g.batchNorm(g.spatialInput(4))));
    }

    @Test
    void doesNotFireBeforePadding() {
        Value x = net.input(1, 8, 8, 3);
        Proof.doesNotFire(rule, net.graph(net.convolution(net.batchNorm(x), 3, 4, 1, new int[] {1, 1}, List.of(1, 0))));
    }

    @Test
    void doesNotFireIfTheConvolutionHasAnotherUse() {
        Value c = net.convolution(net.input(1, 8, 8, 3), true);
        Proof.doesNotFire(rule, net.output("raw", net.unary(c, Unary.Kind.RELU)).graph(net.batchNorm(c)));
    }

    @Test
    void doesNotFireIfTheConvolutionIsAnOutput() {
        Value c = net.convolution(net.input(1, 8, 8, 3), true);
        Proof.doesNotFire(rule, net.output("raw", c).graph(net.batchNorm(c)));
    }

    @Test
    void doesNotFireOnParametersThatAreComputed() {
        Value c = net.convolution(net.input(1, 8, 3), 1, 4, 1, new int[] {1, 1}, List.of(0));
        Value scale = net.unary(net.weights(4), Unary.Kind.RELU);
        Value same = net.filled(1, 4);
        Proof.doesNotFire(rule, net.graph(net.add(new BatchNorm(c, scale, same, same, same, 1e-3f))));
    }
}
