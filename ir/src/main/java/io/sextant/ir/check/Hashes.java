package io.sextant.ir.check;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.rewrite.FunctionalHash;
import java.util.List;
import java.util.Optional;

/** No hash sees names, the functional one nor the order of nodes; under other names or in another order a graph computes the same. */
final class Hashes implements Check {
    @Override
    public String name() {
        return "hashes";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        Graph graph = expected.graph();
        Disguise disguise = new Disguise(graph, expected.sample().seed());
        Graph renamed = disguise.renamed();
        if (!GraphHash.structure(renamed).equals(GraphHash.structure(graph))) {
            return Optional.of("the structure hash changes with names");
        }
        if (!GraphHash.content(renamed).equals(GraphHash.content(graph))) {
            return Optional.of("the content hash changes with names");
        }
        Graph reordered = disguise.reordered();
        for (Graph same : List.of(renamed, reordered)) {
            if (!FunctionalHash.structure(same).equals(FunctionalHash.structure(graph))
                || !FunctionalHash.content(same).equals(FunctionalHash.content(graph))) {
                return Optional.of("the functional hash changes with " + (same == renamed ? "names" : "the order of nodes"));
            }
        }
        Optional<String> difference = expected.difference(Interpreter.run(renamed, expected.sample().inputs()));
        return difference.isPresent() ? difference
            : expected.difference(Interpreter.run(reordered, expected.sample().inputs()));
    }
}
