package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldPadTest {
    private final Generated net = new Generated(1);
    private final Value x = net.input(1, 8, 8, 3);
    private final Rule rule = new FoldPad();

    @Test
    void addsToThePaddingOfAConvolution() {
        Value padded = pad(x, 0, List.of(0, 1, 2, 0), List.of(0, 3, 0, 0));
        Graph graph = Proof.fires(rule, net.graph(net.convolution(padded, 3, 4, 1, new int[] {1, 1}, List.of(1, 1))), Proof.ROUNDING);
        assertEquals("[2,3] padAfter=[4,1]", Proof.nodes(graph).get(0).replaceAll(".*padBefore=| dilations.*", ""));
        assertEquals(1, graph.nodes().size());
    }

    @Test
    void ofGeneratedConvolutions() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> {
            Value input = g.spatialInput(4);
            return g.convolution(g.add(new Pad(input, border(g, input, 3), border(g, input, 3), 0)), true);
        });
    }

    @Test
    void ofGeneratedMaxima() {
        Proof.firesOnGenerated(rule, 0, g -> {
            Value input = g.spatialInput(4);
            boolean zeros = g.random.nextBoolean();
            Value padded = zeros ? g.add(new Pad(g.unary(input, Unary.Kind.RELU), border(g, input, 2), border(g, input, 2), 0))
                : g.add(new Pad(input, border(g, input, 2), border(g, input, 2), Float.NEGATIVE_INFINITY));
            List<Integer> pads = Generated.each(input, g.random.nextInt(2));
            return g.add(new Pool(padded, Pool.Kind.MAX, Generated.each(input, 4), Generated.each(input, g.oneTo(3)), pads, pads, false));
        });
    }

    @Test
    void ofGeneratedAverages() {
        Proof.firesOnGenerated(rule, Proof.ROUNDING, g -> {
            Value input = g.spatialInput(4);
            Value padded = g.add(new Pad(input, border(g, input, 2), border(g, input, 2), 0));
            boolean counted = g.random.nextBoolean();
            List<Integer> pads = Generated.each(input, counted ? 1 : 0);
            return g.add(new Pool(padded, Pool.Kind.AVERAGE, Generated.each(input, 4), Generated.each(input, g.oneTo(3)), pads, pads,
                counted));
        });
    }

    @Test
    void doesNotFireForOtherThanZeros() {
        Proof.doesNotFire(rule, net.graph(net.convolution(pad(x, 1, List.of(0, 1, 1, 0), List.of(0, 1, 1, 0)), true)));
    }

    @Test
    void doesNotFireForChannels() {
        Proof.doesNotFire(rule, net.graph(net.convolution(pad(x, 0, List.of(0, 1, 1, 0), List.of(0, 1, 1, 1)), true)));
    }

    @Test
    void doesNotFireForTheBatch() {
        Proof.doesNotFire(rule, net.graph(net.convolution(pad(x, 0, List.of(1, 1, 1, 0), List.of(0, 1, 1, 0)), true)));
    }

    @Test
    void doesNotFireForAMaximumOverZeros() {
        Proof.doesNotFire(rule, net.graph(pool(pad(x, 0, List.of(0, 1, 1, 0), List.of(0, 1, 1, 0)), Pool.Kind.MAX, 0)));
    }

    @Test
    void doesNotFireForAMaximumOverOnesBehindARelu() {
        Value relu = net.unary(x, Unary.Kind.RELU);
        Proof.doesNotFire(rule, net.graph(pool(pad(relu, 1, List.of(0, 1, 1, 0), List.of(0, 1, 1, 0)), Pool.Kind.MAX, 0)));
    }

    @Test
    void doesNotFireForAnAverageThatLeavesItsOwnPaddingOut() {
        Proof.doesNotFire(rule, net.graph(pool(pad(x, 0, List.of(0, 1, 1, 0), List.of(0, 1, 1, 0)), Pool.Kind.AVERAGE, 1)));
    }

    @Test
    void doesNotFireForPaddingAsLargeAsTheKernel() {
        Proof.doesNotFire(rule, net.graph(pool(pad(x, 0, List.of(0, 3, 1, 0), List.of(0, 1, 1, 0)), Pool.Kind.AVERAGE, 0)));
    }

    private Value pool(Value input, Pool.Kind kind, int padding) {
        List<Integer> pads = List.of(padding, padding);
        return net.add(new Pool(input, kind, List.of(3, 3), List.of(1, 1), pads, pads, false));
    }

    private Value pad(Value input, float value, List<Integer> before, List<Integer> after) {
        return net.add(new Pad(input, before, after, value));
    }

    private static List<Integer> border(Generated g, Value input, int most) {
        List<Integer> amounts = new ArrayList<>(List.of(0));
        Generated.each(input, most).forEach(bound -> amounts.add(g.random.nextInt(bound)));
        amounts.add(0);
        return amounts;
    }
}
