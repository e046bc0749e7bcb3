package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharingRulesTest {
    private final Generated net = new Generated(1);
    private final Value x = net.input(2, 6, 3);

    @Test
    void computesTheSameOnce() {
        Value a = net.unary(net.unary(x, Unary.Kind.RELU), Unary.Kind.TANH);
        Value b = net.unary(net.unary(x, Unary.Kind.RELU), Unary.Kind.TANH);
        Graph graph = Proof.fires(new RemoveCommonSubexpressions(), net.graph(net.binary(a, Kind.MUL, b)), 0);
        assertEquals(List.of("n0 = unary(x0) kind=relu", "n1 = unary(n0) kind=tanh", "n2 = binary(n1, n1) kind=mul"),
            Proof.nodes(graph));
    }

    @Test
    void sumsAreTheSameInEitherOrder() {
        Value y = net.unary(x, Unary.Kind.TANH);
        Graph graph = net.graph(net.binary(net.binary(x, Kind.ADD, y), Kind.MUL, net.binary(y, Kind.ADD, x)));
        assertEquals(3, Proof.fires(new RemoveCommonSubexpressions(), graph, 0).nodes().size());
    }

    @Test
    void sharesConstantsOfOneTensorAndSmallEqualOnes() {
        Tensor tensor = Tensor.random(TensorType.f32(30, 3), 5, 1);
        Value large = net.binary(net.binary(x, Kind.MUL, net.filled(7, 3)), Kind.MUL, net.filled(7, 3));
        Value wide = net.binary(net.constant(tensor), Kind.MUL, net.input(3));
        Graph graph = net.output("large", large).graph(net.binary(wide, Kind.SUB, net.constant(tensor)));
        assertEquals(List.of("n0 = binary(x0, c0) kind=mul", "n1 = binary(n0, c0) kind=mul", "n2 = binary(c1, x1) kind=mul",
            "n3 = binary(n2, c1) kind=sub"), Proof.nodes(Proof.fires(new ShareConstants(3), graph, 0)));
    }

    @Test
    void keepsConstantsThatDifferOrAreLarge() {
        Value y = net.binary(net.binary(x, Kind.MUL, net.filled(7, 3)), Kind.ADD, net.filled(7, 1, 3));
        Value z = net.binary(net.binary(y, Kind.MUL, net.filled(7, 6, 3)), Kind.MUL, net.filled(7, 6, 3));
        Proof.doesNotFire(new ShareConstants(3), net.graph(z));
    }

    @Test
    void generatedGraphsShareTheirConstants() {
        Proof.firesOnGenerated(new ShareConstants(8), 0, g -> {
            Value input = g.spatialInput(4);
            float value = (float) g.random.nextDouble();
            return g.binary(g.binary(input, Kind.ADD, g.filled(value)), Kind.SUB, g.filled(value));
        });
    }

    @Test
    void bothMayBeOutputs() {
        Graph graph = net.output("a", net.unary(x, Unary.Kind.RELU)).graph(net.unary(x, Unary.Kind.RELU));
        Graph rewritten = Proof.fires(new RemoveCommonSubexpressions(), graph, 0);
        assertEquals(1, rewritten.nodes().size());
        assertEquals(rewritten.outputs().get(0).value(), rewritten.outputs().get(1).value());
    }

    @Test
    void keepsWhatDiffersInOrderAttributesOrWeights() {
        Value y = net.unary(x, Unary.Kind.TANH);
        Value sum = net.binary(net.binary(x, Kind.SUB, y), Kind.SUB, net.binary(y, Kind.SUB, x));
        Value pools = net.binary(pool(2, false), Kind.SUB, pool(2, true));
        Value scaled = net.binary(net.binary(x, Kind.MUL, net.weights(3)), Kind.SUB, net.binary(x, Kind.MUL, net.weights(3)));
        Proof.doesNotFire(new RemoveCommonSubexpressions(), net.output("a", sum).output("b", pools).graph(scaled));
    }

    private Value pool(int extent, boolean counted) {
        List<Integer> one = List.of(1);
        return net.add(new Pool(x, Pool.Kind.AVERAGE, List.of(extent), one, one, one, counted));
    }

    /** Any graph beside itself is itself. */
    @Test
    void generatedGraphsWrittenTwiceBecomeOne() {
        Proof.firesOnGenerated(new RemoveCommonSubexpressions(), 0, g -> {
            Value input = g.spatialInput(4);
            List<Unary.Kind> kinds = List.of(Unary.Kind.RELU, Unary.Kind.SILU, Unary.Kind.TANH, Unary.Kind.GELU);
            Unary.Kind first = kinds.get(g.random.nextInt(kinds.size()));
            Unary.Kind second = kinds.get(g.random.nextInt(kinds.size()));
            Value a = g.unary(g.unary(input, first), second);
            Value b = g.unary(g.unary(input, first), second);
            return g.binary(a, Kind.SUB, b);
        });
    }

    @Test
    void takesAwayWhatNothingUses() {
        net.unary(net.unary(net.binary(x, Kind.MUL, net.weights(3)), Unary.Kind.RELU), Unary.Kind.TANH);
        Rewritten rewritten = Proof.strict(Pipeline.of("dead", new RemoveDeadCode()), net.graph(net.unary(x, Unary.Kind.RELU)));
        assertEquals(List.of("n0 = unary(x0) kind=relu"), Proof.nodes(rewritten.graph()));
        assertEquals(0, rewritten.graph().constants().size());
        assertEquals(1, rewritten.rewrites(), "the last node; the others go with it");
    }

    @Test
    void keepsWhatIsUsedOrAnOutput() {
        Value used = net.unary(x, Unary.Kind.RELU);
        Proof.doesNotFire(new RemoveDeadCode(), net.output("used", used).graph(net.unary(used, Unary.Kind.TANH)));
    }
}
