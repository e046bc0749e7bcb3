package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Functions and normalisations that are written out in arithmetic. */
class WrittenOutTest {
    private static final float INFINITE = Float.POSITIVE_INFINITY;
    private final Generated net = new Generated(1);
    private final Value x = net.input(2, 5, 6);

    private static Value wide(Generated g) {
        return g.binary(g.input(3, g.oneTo(9)), Kind.MUL, g.filled(5));
    }

    @Test
    void extremesAreBounds() {
        Value y = net.binary(net.binary(net.filled(-1), Kind.MAX, x), Kind.MIN, net.filled(0.5f, 1, 1));
        assertEquals(List.of("n0 = clamp(x0) low=-1 high=Infinity", "n1 = clamp(n0) low=-Infinity high=0.5"),
            Proof.nodes(Proof.fires(new ClampFromExtremes(), net.graph(y), 0)));
        Proof.firesOnGenerated(new ClampFromExtremes(), 0, g -> {
            Value bound = g.filled((float) g.random.nextDouble(-4, 4));
            Kind kind = g.random.nextBoolean() ? Kind.MIN : Kind.MAX;
            return g.random.nextBoolean() ? g.binary(wide(g), kind, bound) : g.binary(bound, kind, wide(g));
        });
        Generated g = new Generated(1);
        Value z = g.input(3);
        Proof.doesNotFire(new ClampFromExtremes(), g.graph(g.binary(g.binary(z, Kind.MAX, g.weights(3)), Kind.ADD, g.filled(1))));
    }

    @Test
    void boundsCompose() {
        Value y = net.add(new Clamp(net.add(new Clamp(x, 0, INFINITE)), -1, 6));
        assertEquals(List.of("n0 = clamp(x0) low=0 high=6"), Proof.nodes(Proof.fires(new ComposeClamps(), net.graph(y), 0)));
        Proof.firesOnGenerated(new ComposeClamps(), 0, g -> {
            float[] bounds = {(float) g.random.nextDouble(-4, 4), (float) g.random.nextDouble(-4, 4)};
            Value inner = g.add(new Clamp(wide(g), bounds[0], bounds[0] + g.oneTo(3)));
            return g.add(new Clamp(inner, bounds[1], bounds[1] + g.oneTo(3)));
        });
        Proof.doesNotFire(new ComposeClamps(), new Generated(1).sameInput(new Clamp(x, 0, 1)));
    }

    @Test
    void boundsOfReluAndRelu6() {
        Value y = net.add(new Clamp(net.add(new Clamp(x, 0, 6)), 0, Float.MAX_VALUE));
        assertEquals(List.of("n0 = unary(x0) kind=relu6", "n1 = unary(n0) kind=relu"),
            Proof.nodes(Proof.fires(new RecogniseRelu(), net.graph(y), 0)));
        Proof.firesOnGenerated(new RecogniseRelu(), 0, g -> g.add(new Clamp(wide(g), 0, g.random.nextBoolean() ? 6 : INFINITE)));
        Proof.doesNotFire(new RecogniseRelu(), new Generated(1).sameInput(new Clamp(x, 0, 5)));
        Proof.doesNotFire(new RecogniseRelu(), new Generated(1).sameInput(new Clamp(x, -1, 6)));
    }

    @Test
    void anInfiniteBoundAndAReductionOfOneAreIdentities() {
        Value y = net.add(new Clamp(x, -INFINITE, INFINITE));
        Value one = net.add(new Reduce(y, Reduce.Kind.MEAN, List.of(2), true));
        Graph graph = net.graph(net.add(new Reduce(one, Reduce.Kind.MAX, List.of(2), true)));
        assertEquals(List.of("n0 = reduce(x0) kind=mean axes=[2] keepDims=true"),
            Proof.nodes(Proof.fires(new RemoveIdentities(), graph, 0)));
        Generated g = new Generated(1);
        Value pooled = g.add(new Reduce(g.input(2, 3), Reduce.Kind.MEAN, List.of(1), true));
        Proof.doesNotFire(new RemoveIdentities(), g.graph(g.add(new Reduce(pooled, Reduce.Kind.L1, List.of(1), true))));
    }

    /** The factors of x / 2 (1 + erf(x / sqrt 2)) in any order and grouping. */
    private static Value gelu(Generated g, Value y) {
        Value inner = g.random.nextBoolean() ? g.binary(y, Kind.DIV, g.filled((float) Math.sqrt(2)))
            : g.binary(y, Kind.MUL, g.filled((float) Math.sqrt(0.5)));
        Value gate = g.binary(g.unary(inner, Unary.Kind.ERF), Kind.ADD, g.filled(1));
        if (g.random.nextInt(3) == 0) {
            return g.binary(g.binary(y, Kind.MUL, gate), Kind.DIV, g.filled(2));
        }
        List<Value> factors = new ArrayList<>(List.of(y, gate, g.filled(0.5f)));
        Collections.shuffle(factors, new Random(g.random.nextLong()));
        Value first = g.binary(factors.get(0), Kind.MUL, factors.get(1));
        return g.random.nextBoolean() ? g.binary(first, Kind.MUL, factors.get(2)) : g.binary(factors.get(2), Kind.MUL, first);
    }

    @Test
    void gelu() {
        assertEquals(List.of("n0 = unary(x0) kind=gelu"),
            Proof.nodes(Proof.fires(new RecogniseGelu(), net.graph(gelu(net, x)), 1e-6)));
        Proof.firesOnGenerated(new RecogniseGelu(), 1e-6, g -> gelu(g, wide(g)));
    }

    @Test
    void geluDoesNotFireForOtherFactors() {
        Value gate = net.binary(net.unary(net.binary(x, Kind.MUL, net.filled((float) Math.sqrt(0.5))), Unary.Kind.ERF), Kind.ADD,
            net.filled(1));
        Value twice = net.binary(net.binary(x, Kind.MUL, gate), Kind.MUL, net.filled(2));
        Value other = net.binary(net.binary(net.unary(x, Unary.Kind.TANH), Kind.MUL, gate), Kind.MUL, net.filled(0.5f));
        Value halvedTwice = net.binary(net.binary(gate, Kind.MUL, net.filled(0.5f)), Kind.MUL, net.filled(0.5f));
        Proof.doesNotFire(new RecogniseGelu(), net.output("twice", twice).output("other", other).graph(halvedTwice));
    }

    private static Value normalised(Generated g, Value y, boolean power) {
        List<Integer> last = List.of(y.type().rank() - 1);
        Value d = g.binary(y, Kind.SUB, g.add(new Reduce(y, Reduce.Kind.MEAN, last, true)));
        Value square = power ? g.binary(d, Kind.POW, g.filled(2)) : g.binary(d, Kind.MUL, d);
        Value variance = g.add(new Reduce(square, Reduce.Kind.MEAN, last, true));
        return g.binary(d, Kind.DIV, g.unary(g.binary(variance, Kind.ADD, g.filled(1e-5f)), Unary.Kind.SQRT));
    }

    @Test
    void layerNorm() {
        assertEquals(List.of("n0 = layer_norm(x0, c0, c1) epsilon=0.00001"),
            Proof.nodes(Proof.fires(new RecogniseLayerNorm(), net.graph(normalised(net, x, true)), Proof.ROUNDING)));
        Proof.firesOnGenerated(new RecogniseLayerNorm(), Proof.ROUNDING, g -> {
            Value y = g.binary(g.input(2, g.oneTo(4), 2 + g.oneTo(9)), Kind.MUL, g.filled(5));
            return normalised(g, y, g.random.nextBoolean());
        });
    }

    @Test
    void layerNormDoesNotFireForAnotherAxisOrNumerator() {
        Value d = net.binary(x, Kind.SUB, net.add(new Reduce(x, Reduce.Kind.MEAN, List.of(1), true)));
        Value variance = net.add(new Reduce(net.binary(d, Kind.MUL, d), Reduce.Kind.MEAN, List.of(1), true));
        Value root = net.unary(net.binary(variance, Kind.ADD, net.filled(1e-5f)), Unary.Kind.SQRT);
        Proof.doesNotFire(new RecogniseLayerNorm(), net.output("x", net.binary(x, Kind.DIV, root)).graph(net.binary(d, Kind.DIV, root)));
    }

    @Test
    void layerNormTakesScaleAndShift() {
        Value y = net.binary(net.binary(normalised(net, x, false), Kind.MUL, net.weights(6)), Kind.ADD, net.weights(6));
        Graph graph = net.graph(y);
        Graph rewritten = Rewrites.INFERENCE.run(graph).graph();
        assertEquals(List.of("n0 = layer_norm(x0, c0, c1) epsilon=0.00001"), Proof.nodes(rewritten));
        Proof.assertSameOutputs(graph, rewritten, Proof.ROUNDING, 1);
        Proof.firesOnGenerated(new ScaleIntoLayerNorm(), Proof.ROUNDING, g -> {
            int channels = 1 + g.oneTo(6);
            Value norm = g.add(new LayerNorm(g.input(3, channels), g.weights(channels), g.weights(channels), 1e-3f));
            return g.binary(norm, List.of(Kind.ADD, Kind.SUB, Kind.MUL).get(g.random.nextInt(3)), g.weights(channels));
        });
    }

    @Test
    void layerNormWithAnotherUseIsLeftAlone() {
        Value norm = net.add(new LayerNorm(x, net.weights(6), net.weights(6), 1e-3f));
        Proof.doesNotFire(new ScaleIntoLayerNorm(), net.output("norm", norm).graph(net.binary(norm, Kind.MUL, net.weights(6))));
    }
}
