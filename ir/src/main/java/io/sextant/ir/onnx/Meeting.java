package io.sextant.ir.onnx;

import io.sextant.ir.op.Value;
import java.util.List;

/**
 * Where operands that are broadcast against each other meet: in the layout of those of the result's rank. As in export, only these and
 * constants follow another layout than the identity.
 */
record Meeting(GraphImport graph, Layout layout) {
    static Meeting of(GraphImport graph, List<String> operands) {
        int rank = operands.stream().mapToInt(graph::rank).max().orElseThrow();
        List<String> activations = operands.stream().filter(name -> !graph.isLiteral(name)).toList();
        if (activations.isEmpty() || activations.stream().anyMatch(name -> graph.rank(name) < rank)) {
            return new Meeting(graph, Layout.identity(rank));
        }
        return new Meeting(graph, Layout.common(activations.stream().map(graph::layoutOf).toList()));
    }

    Value operand(String name) {
        if (graph.isLiteral(name)) {
            return graph.broadcastConstant(name, layout);
        }
        return graph.rank(name) == layout.rank() ? graph.value(name, layout) : graph.value(name);
    }
}
