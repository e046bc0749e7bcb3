package io.sextant.ir.check;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.rewrite.Pipeline;
import io.sextant.ir.rewrite.Rewritten;
import io.sextant.ir.rewrite.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A pipeline keeps what a graph computes, and its ports; what comes out of it has nothing left to rewrite. */
final class RewriteCheck implements Check {
    private final Pipeline pipeline;
    private final Map<String, Integer> fired = new TreeMap<>();

    RewriteCheck(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** A rule by itself. */
    static RewriteCheck of(Rule rule) {
        return new RewriteCheck(Pipeline.of(rule.name(), rule));
    }

    @Override
    public String name() {
        return "rewrite-" + pipeline.name();
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        Graph graph = expected.graph();
        Rewritten rewritten = pipeline.run(graph);
        rewritten.fired().forEach((rule, times) -> fired.merge(rule, times, Integer::sum));
        if (!rewritten.graph().inputs().equals(graph.inputs()) || !names(rewritten.graph()).equals(names(graph))) {
            return Optional.of("ports change from " + graph.inputs() + " and " + graph.outputs());
        }
        Optional<String> difference = expected.difference(Interpreter.run(rewritten.graph(), expected.sample().inputs()));
        if (difference.isPresent()) {
            return difference.map(text -> text + " (" + rewritten.report() + ")");
        }
        Rewritten again = pipeline.run(rewritten.graph());
        return again.fired().isEmpty() ? Optional.empty() : Optional.of("is not done after one run: " + again.report());
    }

    private static List<String> names(Graph graph) {
        return graph.outputs().stream().map(Port::name).toList();
    }

    /** How often each rule fired. */
    @Override
    public Map<String, Integer> counts() {
        return Collections.unmodifiableMap(fired);
    }
}
