package io.sextant.ir.quantize.form;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * A graph in another form.
 *
 * @param sources for results of {@code graph} the node of the original that each is a part of; what stands between nodes has none
 */
public record Spelling(Graph graph, Map<Value, Node> sources) {
    public Spelling {
        sources = Map.copyOf(sources);
    }

    /** This form of a form, traced to the original. */
    Spelling of(Spelling first) {
        Map<Value, Node> traced = new HashMap<>();
        sources.forEach((value, node) -> {
            Node original = first.sources.get(node.result());
            if (original != null) {
                traced.put(value, original);
            }
        });
        return new Spelling(graph, traced);
    }
}
