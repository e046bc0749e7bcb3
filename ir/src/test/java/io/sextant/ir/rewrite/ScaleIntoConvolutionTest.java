package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleIntoConvolutionTest {
    private final Generated net = new Generated(1);
    private final Rule rule = new ScaleIntoConvolution();

    @Test
    void aSumBecomesTheBias() {
        Value dense = net.add(new Dense(net.input(2, 3), net.weights(3, 4), Optional.empty()));
        Graph graph = Proof.fires(rule, net.graph(net.binary(net.weights(1, 4), Kind.ADD, dense)), Proof.ROUNDING);
        assertEquals(List.of("n0 = dense(x0, c0, c1)"), Proof.nodes(graph));
    }

    @Test
    void aProductScalesTheFilterAlone() {
        Value dense = net.add(new Dense(net.input(2, 3), net.weights(3, 4), Optional.empty()));
        Graph graph = Proof.fires(rule, net.graph(net.binary(dense, Kind.MUL, net.weights())), Proof.ROUNDING);
        assertEquals(List.of("n0 = dense(x0, c0, _)"), Proof.nodes(graph));
    }

    @Test
    void behindGeneratedLayers() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> {
            Value x = g.spatialInput(4);
            Value layer = g.random.nextBoolean() ? g.convolution(x, true) : g.dense(x);
            int channels = layer.type().shape().last();
            Value constant = g.random.nextBoolean() ? g.weights(1, channels) : g.weights();
            Kind kind = List.of(Kind.ADD, Kind.SUB, Kind.MUL).get(g.random.nextInt(3));
            return g.random.nextBoolean() ? g.binary(layer, kind, constant) : g.binary(constant, kind, layer);
        });
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> g.binary(g.convolution(g.spatialInput(4), true), Kind.DIV, g.filled(3)));
    }

    @Test
    void beforeGeneratedLayers() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> {
            Value x = g.spatialInput(4);
            boolean scales = g.random.nextBoolean();
            Value changed = g.binary(x, scales ? Kind.MUL : Kind.SUB, g.weights(x.type().shape().last()));
            return g.convolution(changed, scales);
        });
    }

    @Test
    void doesNotFireForAShiftBeforePadding() {
        Value shifted = net.binary(net.input(1, 8, 3), Kind.ADD, net.weights(3));
        Proof.doesNotFire(rule, net.graph(net.convolution(shifted, 3, 4, 1, new int[] {1, 1}, List.of(1))));
    }

    @Test
    void doesNotFireForAConstantPerPosition() {
        Value c = net.convolution(net.input(1, 8, 3), 1, 4, 1, new int[] {1, 1}, List.of(0));
        Proof.doesNotFire(rule, net.graph(net.binary(c, Kind.MUL, net.weights(8, 1))));
    }

    @Test
    void doesNotFireForAConstantThatEnlarges() {
        Value dense = net.add(new Dense(net.input(2, 3), net.weights(3, 1), Optional.empty()));
        Proof.doesNotFire(rule, net.graph(net.binary(dense, Kind.ADD, net.weights(4))));
    }

    @Test
    void doesNotFireForTheReciprocal() {
        Proof.doesNotFire(rule, net.graph(net.binary(net.filled(1), Kind.DIV, net.dense(net.input(2, 3)))));
    }
}
