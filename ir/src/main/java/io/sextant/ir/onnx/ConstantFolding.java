package io.sextant.ir.onnx;

import io.sextant.ir.interpret.ConstantGraph;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates nodes whose inputs are all constant, above all what exporters compute from shapes. A node is read into a graph of its own,
 * which the interpreter runs; what would take long or much memory stays a node of the network.
 */
final class ConstantFolding {
    private ConstantFolding() {
    }

    /** Whether {@code node} was evaluated; its results are then constants of {@code graph}. */
    static boolean fold(ImportNode node, NodeImport reader, GraphImport graph) {
        List<String> inputs = node.inputs().stream().filter(name -> !name.isEmpty()).toList();
        if (inputs.isEmpty() || node.isByItself() || !NodeImports.folds(node) || !inputs.stream().allMatch(graph::isLiteral)) {
            return false;
        }
        GraphImport apart = graph.apart();
        reader.run(node, apart);
        List<String> activations = new ArrayList<>();
        boolean defined = false;
        for (String output : node.outputs()) {
            if (!output.isEmpty() && apart.isKnown(output)) {
                defined = true;
                if (apart.isLiteral(output)) {
                    graph.alias(output, apart.symbol(output));
                } else {
                    activations.add(output);
                }
            }
        }
        return defined && (activations.isEmpty() || evaluate(activations, apart, graph));
    }

    private static boolean evaluate(List<String> names, GraphImport apart, GraphImport graph) {
        ConstantGraph constant = new ConstantGraph(apart.built(names));
        if (!graph.constants().budget().takeIfRoom(constant.heldBytes(), constant.work())) {
            return false;
        }
        List<Tensor> results = constant.results();
        for (int i = 0; i < names.size(); i++) {
            Layout layout = apart.symbol(names.get(i)).layout();
            graph.alias(names.get(i), new Symbol.Literal(names.get(i), results.get(i), layout));
        }
        return true;
    }
}
