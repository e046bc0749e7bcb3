package io.sextant.codegen.onnxruntime;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.quantize.form.Spelling;
import java.util.List;
import java.util.Optional;

/**
 * The form in which ONNX Runtime gets a graph. Quantised activations are unsigned: given signed ones, its optimiser makes them unsigned
 * itself on x86, but only those with one consumer, and computes in f32 wherever the two kinds meet.
 *
 * @param graph    without quantised types
 * @param spelling empty where the graph is as it was
 */
record OnnxRuntimeForm(Graph graph, Optional<Spelling> spelling) {
    static OnnxRuntimeForm of(Graph graph) {
        if (!SpellOutQuantisation.isQuantised(graph)) {
            return new OnnxRuntimeForm(graph, Optional.empty());
        }
        Spelling spelling = SpellOutQuantisation.unsigned(graph);
        return new OnnxRuntimeForm(spelling.graph(), Optional.of(spelling));
    }

    /** The result in the original graph of the node that became node {@code index} or a part of it. */
    Optional<Value> source(int index) {
        List<Node> nodes = graph.nodes();
        Optional<Value> result = index < nodes.size() ? Optional.of(nodes.get(index).result()) : Optional.empty();
        return spelling.isEmpty() ? result : result.map(spelling.get().sources()::get).map(Node::result);
    }
}
