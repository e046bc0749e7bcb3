package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final Generated net = new Generated(1);
    private final Value x = net.input(1, 8, 3);

    /** relu -> tanh -> relu ... */
    private static final class Swing implements Rule {
        @Override
        public Optional<Replacement> at(Node node, Draft draft) {
            return node.op() instanceof Unary unary ? draft.fill().by(new Unary(unary.input(),
                unary.kind() == Unary.Kind.RELU ? Unary.Kind.TANH : Unary.Kind.RELU)) : Optional.empty();
        }
    }

    @Test
    void namesTheRulesThatDoNotComeToAnEnd() {
        Graph graph = net.graph(net.unary(x, Unary.Kind.RELU));
        Pipeline endless = Pipeline.of("endless", new RemoveDeadCode(), new Swing());
        assertEquals("pipeline endless is not done with graph generated 1 after 1064 rewrites; still firing: Swing",
            assertThrows(IllegalStateException.class, () -> endless.run(graph)).getMessage());
    }

    @Test
    void aBudgetThatIsJustEnoughIsEnough() {
        Graph graph = net.graph(net.add(new Reshape(x, List.of(1, 8, 3))));
        assertEquals(1, Pipeline.of("one", new RemoveIdentities()).run(graph, 1, draft -> { }).rewrites());
    }

    @Test
    void namesARuleThatChangesAType() {
        Graph graph = net.graph(net.unary(x, Unary.Kind.RELU));
        Rule wrong = (node, draft) -> node.op() instanceof Unary ? draft.fill().by(new Reshape(x, List.of(24))) : Optional.empty();
        String message = assertThrows(IllTyped.class, () -> Pipeline.of("wrong", wrong).run(graph)).getMessage();
        assertTrue(message.startsWith("rewrite rule PipelineTest$$Lambda") || message.startsWith("rewrite rule "), message);
        assertTrue(message.contains("a rewrite keeps the type, %1: f32[1x8x3] = unary became"), message);
    }

    @Test
    void namesARuleThatUsesWhatIsNotThere() {
        Graph graph = net.graph(net.unary(x, Unary.Kind.RELU));
        Rule wrong = (node, draft) -> Replacement.by(new Value(77, x.type()));
        assertTrue(assertThrows(IllTyped.class, () -> Pipeline.of("wrong", wrong).run(graph)).getMessage()
            .contains("the replacement uses %77: f32[1x8x3], which is not there"));
    }

    @Test
    void refusesARuleThatMakesACycle() {
        Value a = net.unary(x, Unary.Kind.RELU);
        Graph graph = net.graph(net.unary(a, Unary.Kind.TANH));
        Value y = graph.outputs().get(0).value();
        Rule wrong = (node, draft) -> node.result().equals(a) ? Replacement.by(y) : Optional.empty();
        assertTrue(assertThrows(IllTyped.class, () -> Pipeline.of("wrong", wrong).run(graph)).getMessage().contains("depends on itself"));
    }

    @Test
    void reportsHowOftenEachRuleFired() {
        Value same = net.add(new Reshape(net.add(new Reshape(x, List.of(1, 8, 3))), List.of(1, 8, 3)));
        net.unary(x, Unary.Kind.TANH);
        Rewritten rewritten = Rewrites.STRUCTURE.run(net.graph(net.unary(same, Unary.Kind.RELU)));
        assertEquals(Map.of("RemoveIdentities", 2, "RemoveDeadCode", 1), rewritten.fired());
        assertEquals("RemoveDeadCode 1, RemoveIdentities 2", rewritten.report());
        assertEquals(3, rewritten.rewrites());
    }

    @Test
    void whatIsUntouchedComesBackAsItIs() {
        Graph graph = net.graph(net.unary(x, Unary.Kind.RELU));
        assertSame(graph, Rewrites.INFERENCE.run(graph).graph());
    }

    @Test
    void keepsIdsPortsAndTheOrderOfWhatStays() {
        Value a = net.unary(net.add(new Reshape(x, List.of(1, 8, 3))), Unary.Kind.RELU);
        Value b = net.unary(x, Unary.Kind.TANH);
        Graph graph = net.output("b", b).graph(net.binary(a, Binary.Kind.SUB, b));
        Graph rewritten = Rewrites.STRUCTURE.run(graph).graph();
        assertEquals(List.of("n0 = unary(x0) kind=relu", "n1 = unary(x0) kind=tanh", "n2 = binary(n0, n1) kind=sub"),
            Proof.nodes(rewritten));
        assertEquals(graph.outputs(), rewritten.outputs());
        assertEquals(graph.inputs(), rewritten.inputs());
    }

    @Test
    void anOutputMayBecomeAnInput() {
        Graph graph = net.graph(net.add(new Reshape(x, List.of(1, 8, 3))));
        assertEquals(x, Rewrites.STRUCTURE.run(graph).graph().outputs().get(0).value());
    }

    /** Every pipeline on graphs of all operators: what is computed stays, each step verifies, and a second run finds nothing. */
    @Test
    void pipelinesKeepWhatRandomGraphsCompute() {
        Map<String, Integer> fired = new TreeMap<>();
        for (Pipeline pipeline : List.of(Rewrites.STRUCTURE, Rewrites.CANONICAL, Rewrites.INFERENCE)) {
            for (long seed = 0; seed < 50; seed++) {
                Graph graph = RandomGraphs.graph(seed, 30);
                Rewritten rewritten = Proof.strict(pipeline, graph);
                Proof.assertSameOutputs(graph, rewritten.graph(), 1e-3, seed);
                assertSame(rewritten.graph(), pipeline.run(rewritten.graph()).graph(), "a second run finds nothing");
                rewritten.fired().forEach((rule, times) -> fired.merge(rule, times, Integer::sum));
            }
        }
        assertFalse(fired.isEmpty());
    }

    @Test
    void longChainsOfDerivedWeightsCanBeRead() {
        Value value = net.convolution(x, 1, 3, 1, new int[] {1, 1}, List.of(0));
        for (int i = 0; i < 2_000; i++) {
            value = net.binary(value, Binary.Kind.MUL, net.filled(i % 2 == 0 ? 2 : 0.5f));
        }
        Graph graph = net.graph(value);
        Rewritten rewritten = Rewrites.INFERENCE.run(graph);
        assertEquals(1, rewritten.graph().nodes().size());
        assertEquals(TensorType.f32(1, 8, 3), rewritten.graph().outputs().get(0).value().type());
        Proof.assertSameOutputs(graph, rewritten.graph(), Proof.ROUNDING, 1);
    }
}
