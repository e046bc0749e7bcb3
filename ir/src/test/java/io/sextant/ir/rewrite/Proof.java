package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.testing.RandomGraphs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Holds rewritten graphs against the interpreter. */
final class Proof {
    /** Largest difference per element, absolute below 1 and relative above. Rules that only move values are held to 0. */
    static final double ROUNDING = 1e-4;
    private static final int SEEDS = 40;

    private Proof() {
    }

    /** The graph after {@code rule}, which has to fire; every step is verified, and outputs are compared. */
    static Graph fires(Rule rule, Graph graph, double tolerance) {
        Rewritten rewritten = strict(Pipeline.of("proof", rule), graph);
        assertTrue(rewritten.rewrites() > 0, () -> rule.name() + " fires on\n" + nodes(graph));
        assertSameOutputs(graph, rewritten.graph(), tolerance, 1);
        return rewritten.graph();
    }

    static void doesNotFire(Rule rule, Graph graph) {
        Rewritten rewritten = strict(Pipeline.of("proof", rule), graph);
        assertEquals("nothing to rewrite", rewritten.report());
        assertSame(graph, rewritten.graph());
    }

    /** That the rule fires on every generated graph and keeps what it computes. */
    static void firesOnGenerated(Rule rule, double tolerance, Function<Generated, Value> output) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Generated generated = new Generated(seed);
            Value result = output.apply(generated);
            fires(rule, generated.graph(result), tolerance);
        }
    }

    /** Runs the pipeline, with the whole graph verified after each rewrite. */
    static Rewritten strict(Pipeline pipeline, Graph graph) {
        return pipeline.run(graph, 10_000, Draft::graph);
    }

    static void assertSameOutputs(Graph before, Graph after, double tolerance, long seed) {
        List<Tensor> inputs = RandomGraphs.inputs(before, seed);
        List<Tensor> expected = Interpreter.run(before, inputs);
        List<Tensor> actual = Interpreter.run(after, inputs);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(expected.get(i), actual.get(i), tolerance, before, after);
        }
    }

    private static void assertClose(Tensor expected, Tensor actual, double tolerance, Graph before, Graph after) {
        assertEquals(expected.type(), actual.type());
        if (!expected.type().dtype().isFloating()) {
            assertArrayEquals(TensorBytes.of(expected), TensorBytes.of(actual));
            return;
        }
        for (int i = 0; i < expected.floats().length; i++) {
            float e = expected.floats()[i];
            float a = actual.floats()[i];
            int at = i;
            assertTrue(Math.abs(e - a) <= tolerance * Math.max(1, Math.abs(e)) || Float.compare(e, a) == 0,
                () -> "element " + at + " is " + a + ", was " + e + "\n" + nodes(before) + "\nbecame\n" + nodes(after));
        }
    }

    /** The nodes of a graph in text form: inputs are x0.., constants by first use c0.., results n0... */
    static List<String> nodes(Graph graph) {
        Map<Value, String> names = new HashMap<>();
        graph.inputs().forEach(input -> names.put(input.value(), "x" + names.size()));
        int[] next = new int[2];
        return graph.nodes().stream().map(node -> {
            String op = OpText.format(node.op(), v -> names.computeIfAbsent(v, c -> "c" + next[0]++));
            names.put(node.result(), "n" + next[1]++);
            return names.get(node.result()) + " = " + op;
        }).toList();
    }
}
