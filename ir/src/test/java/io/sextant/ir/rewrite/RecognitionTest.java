package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecognitionTest {
    private static final double ROUNDING = 1e-6;
    private final Generated net = new Generated(1);
    private final Value x = net.input(2, 50);

    private Value relu6OfThreeMore(Generated g, Value y) {
        return g.unary(g.random.nextBoolean() ? g.binary(y, Kind.ADD, g.filled(3)) : g.binary(g.filled(3, 1), Kind.ADD, y),
            Unary.Kind.RELU6);
    }

    private Value bySix(Generated g, Value y) {
        return g.random.nextBoolean() ? g.binary(y, Kind.DIV, g.filled(6)) : g.binary(y, Kind.MUL, g.filled(1 / 6f));
    }

    private Value product(Generated g, Value a, Value b) {
        return g.random.nextBoolean() ? g.binary(a, Kind.MUL, b) : g.binary(b, Kind.MUL, a);
    }

    private Value wide(Generated g) {
        return g.binary(g.input(3, 40), Kind.MUL, g.filled(8));
    }

    private static String last(Graph graph) {
        List<String> nodes = Proof.nodes(graph);
        return nodes.get(nodes.size() - 1);
    }

    @Test
    void silu() {
        Graph graph = Proof.fires(new RecogniseSilu(), net.graph(net.binary(x, Kind.MUL, net.unary(x, Unary.Kind.SIGMOID))), ROUNDING);
        assertEquals(List.of("n0 = unary(x0) kind=silu"), Proof.nodes(graph));
        Proof.firesOnGenerated(new RecogniseSilu(), ROUNDING, g -> {
            Value y = wide(g);
            return product(g, y, g.unary(y, Unary.Kind.SIGMOID));
        });
    }

    @Test
    void siluDoesNotFireForAnotherFactorOrFunction() {
        Value other = net.unary(x, Unary.Kind.TANH);
        Value a = net.binary(other, Kind.MUL, net.unary(x, Unary.Kind.SIGMOID));
        Proof.doesNotFire(new RecogniseSilu(), net.output("a", a).graph(net.binary(x, Kind.ADD, net.unary(x, Unary.Kind.SIGMOID))));
    }

    @Test
    void hardSigmoid() {
        Graph graph = Proof.fires(new RecogniseHardSigmoid(), net.graph(bySix(net, relu6OfThreeMore(net, x))), ROUNDING);
        assertEquals(List.of("n0 = unary(x0) kind=hard_sigmoid"), Proof.nodes(graph));
        Proof.firesOnGenerated(new RecogniseHardSigmoid(), ROUNDING, g -> bySix(g, relu6OfThreeMore(g, wide(g))));
    }

    @Test
    void hardSigmoidDoesNotFireForOtherConstants() {
        Value a = net.binary(net.unary(net.binary(x, Kind.ADD, net.filled(2)), Unary.Kind.RELU6), Kind.DIV, net.filled(6));
        Value b = net.binary(relu6OfThreeMore(net, x), Kind.DIV, net.filled(5));
        Value c = net.binary(net.filled(6), Kind.DIV, relu6OfThreeMore(net, x));
        Proof.doesNotFire(new RecogniseHardSigmoid(), net.output("a", a).output("b", b).graph(c));
    }

    @Test
    void hardSwish() {
        Value gated = net.binary(relu6OfThreeMore(net, x), Kind.MUL, x);
        Graph graph = Proof.fires(new RecogniseHardSwish(), net.graph(bySix(net, gated)), ROUNDING);
        assertEquals(List.of("n0 = unary(x0) kind=hard_swish"), Proof.nodes(graph));
        Proof.firesOnGenerated(new RecogniseHardSwish(), 10 * ROUNDING, g -> {
            Value y = wide(g);
            return bySix(g, product(g, y, relu6OfThreeMore(g, y)));
        });
    }

    @Test
    void hardSwishOfHardSigmoid() {
        Proof.firesOnGenerated(new RecogniseHardSwish(), ROUNDING, g -> {
            Value y = wide(g);
            return product(g, y, g.unary(y, Unary.Kind.HARD_SIGMOID));
        });
        Value written = net.binary(bySix(net, relu6OfThreeMore(net, x)), Kind.MUL, x);
        assertEquals("n0 = unary(x0) kind=hard_swish", last(Rewrites.INFERENCE.run(net.graph(written)).graph()));
    }

    @Test
    void hardSwishDoesNotFireForAnotherFactor() {
        Value other = net.unary(x, Unary.Kind.TANH);
        Proof.doesNotFire(new RecogniseHardSwish(), net.graph(bySix(net, net.binary(other, Kind.MUL, relu6OfThreeMore(net, x)))));
    }

    @Test
    void aGateBehindAConvolutionIsNamedBeforeItIsFolded() {
        Value c = net.convolution(net.input(1, 8, 3), true);
        Rewritten rewritten = Rewrites.INFERENCE.run(net.graph(bySix(net, relu6OfThreeMore(net, c))));
        assertEquals("n1 = unary(n0) kind=hard_sigmoid", last(rewritten.graph()));
    }

    @Test
    void dense() {
        Value product = net.add(new MatMul(net.input(1, 4, 3), net.weights(1, 3, 5)));
        Graph graph = Proof.fires(new DenseFromMatMul(), net.graph(product), ROUNDING);
        assertEquals(List.of("n0 = dense(x1, c0, _)"), Proof.nodes(graph));
        Proof.firesOnGenerated(new DenseFromMatMul(), ROUNDING, g -> {
            int inner = g.oneTo(6);
            return g.random.nextBoolean() ? g.add(new MatMul(g.input(g.oneTo(4), inner), g.weights(inner, g.oneTo(5))))
                : g.add(new MatMul(g.input(1, 1, g.oneTo(4), inner), g.weights(1, 1, inner, g.oneTo(5))));
        });
    }

    @Test
    void denseTakesTheSumAsItsBias() {
        Value product = net.add(new MatMul(x, net.weights(50, 5)));
        Graph graph = Rewrites.INFERENCE.run(net.graph(net.binary(product, Kind.ADD, net.weights(5)))).graph();
        assertEquals(List.of("n0 = dense(x0, c0, c1)"), Proof.nodes(graph));
    }

    @Test
    void denseDoesNotFireForActivationsOrSeveralMatrices() {
        Value y = net.add(new MatMul(net.weights(3, 2), x));
        Value batch = net.add(new MatMul(net.input(2, 4, 3), net.weights(2, 3, 5)));
        Proof.doesNotFire(new DenseFromMatMul(), net.output("y0", y).graph(batch));
    }
}
