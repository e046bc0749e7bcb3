package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.text.GraphText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinimiserTest {
    private static final int GRAPHS = 400;

    /** Takes a - b for b - a, as a rewrite might by mistake. */
    private static final class TurnsDifferences implements Check {
        @Override
        public String name() {
            return "turned-differences";
        }

        @Override
        public Optional<String> violation(Expectation expected) {
            return expected.difference(Interpreter.run(turned(expected.graph()), expected.sample().inputs()));
        }

        private static Graph turned(Graph graph) {
            Map<Value, Value> results = new HashMap<>();
            List<Node> nodes = new ArrayList<>();
            for (Node node : graph.nodes()) {
                Op op = node.op().mapOperands(value -> results.getOrDefault(value, value));
                boolean difference = op instanceof Binary binary && binary.kind() == Binary.Kind.SUB;
                nodes.add(new Node(node.result(), difference ? new Binary(((Binary) op).right(), ((Binary) op).left(), Binary.Kind.SUB) : op));
            }
            return new Graph(graph.name(), graph.inputs(), graph.constants(), nodes, graph.outputs());
        }
    }

    /** Fails with an exception, wherever there are two operators of which one is a softmax. */
    private static final class NoSoftmax implements Check {
        @Override
        public String name() {
            return "no-softmax";
        }

        @Override
        public Optional<String> violation(Expectation expected) {
            boolean found = expected.graph().nodes().stream().anyMatch(node -> node.op() instanceof Softmax);
            if (found && expected.graph().nodes().size() > 1) {
                throw new UnsupportedOperationException("softmax");
            }
            return found ? Optional.of("another way to fail") : Optional.empty();
        }
    }

    private static List<Failure> failures(Check check) {
        List<Failure> failures = new ArrayList<>();
        Campaign campaign = new Campaign(List.of(check), failures::add);
        for (int seed = 0; seed < GRAPHS; seed++) {
            campaign.check(seed);
        }
        assertTrue(campaign.failures() >= 8, campaign.failures() + " failures");
        return failures;
    }

    @Test
    void aWrongRewriteComesDownToTheOperatorThatItGetsWrong() {
        List<Failure> failures = failures(new TurnsDifferences());
        assertEquals(List.of(List.of("binary")), failures.stream().map(Failure::operators).toList());
        Sample smallest = failures.get(0).sample();
        assertEquals(Binary.Kind.SUB, ((Binary) smallest.graph().nodes().get(0).op()).kind());
        assertEquals(1, smallest.graph().outputs().size());
        assertTrue(Finding.of(new TurnsDifferences(), Expectation.of(smallest)).isPresent(), "still fails");
    }

    @Test
    void failsInTheSameWayAndNotInAnother() {
        for (Failure failure : failures(new NoSoftmax())) {
            assertEquals(2, failure.operators().size(), failure::text);
            assertTrue(failure.operators().contains("softmax"), failure::text);
            assertTrue(failure.finding().kind().startsWith("UnsupportedOperationException in MinimiserTest$NoSoftmax"), failure::text);
        }
    }

    @Test
    void theTextSaysSeedCheckAndFindingAndReadsBackAsTheGraph() {
        Failure failure = failures(new TurnsDifferences()).get(0);
        String text = failure.text();
        assertTrue(text.startsWith("# seed " + failure.sample().seed() + ", "), text);
        assertTrue(text.contains("# turned-differences: output"), text);
        assertEquals(failure.sample().graph().nodes(), GraphText.parse(text).nodes());
    }

    @Test
    void reductionsAreWellTypedAndSmaller() {
        for (int seed = 0; seed < 20; seed++) {
            Sample sample = GraphGenerator.sample(seed, 8);
            new Reductions(sample).all().forEach(smaller -> {
                Interpreter.run(smaller.graph(), smaller.inputs());
                assertTrue(smaller.graph().nodes().size() <= sample.graph().nodes().size(), () -> GraphText.print(smaller.graph()));
            });
        }
    }
}
