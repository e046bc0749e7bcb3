package io.sextant.ir.check;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.text.GraphText;
import java.util.List;
import java.util.Optional;

/** The text form reads back as the same graph: ids, names, order, and every element of constants. */
final class TextForm implements Check {
    @Override
    public String name() {
        return "text-form";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        Graph graph = expected.graph();
        String text = GraphText.print(graph);
        Graph back = GraphText.parse(text);
        boolean same = back.name().equals(graph.name()) && back.inputs().equals(graph.inputs()) && back.nodes().equals(graph.nodes())
            && back.outputs().equals(graph.outputs())
            && List.copyOf(back.constants().keySet()).equals(List.copyOf(graph.constants().keySet()))
            && GraphHash.content(back).equals(GraphHash.content(graph));
        String again = GraphText.print(back);
        return same && again.equals(text) ? Optional.empty() : Optional.of("reads back as another graph:\n" + again);
    }
}
