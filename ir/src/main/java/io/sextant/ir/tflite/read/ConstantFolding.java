package io.sextant.ir.tflite.read;

import io.sextant.ir.interpret.ConstantGraph;
import io.sextant.ir.tensor.Tensor;
import java.util.List;

/**
 * Reads operators, and computes those whose inputs are all constant: shapes above all. What is computed is read into a graph of its own,
 * which the interpreter runs; what would take long or much memory stays an operator of the network.
 */
final class ConstantFolding {
    private ConstantFolding() {
    }

    static void read(FileOperator operator, GraphReading graph) {
        List<Integer> inputs = operator.inputs().stream().filter(input -> input != ModelFile.OMITTED).toList();
        boolean constant = !inputs.isEmpty() && inputs.stream().allMatch(graph::isLiteral)
            && operator.outputs().stream().noneMatch(output -> graph.tensor(output).type().isQuantised());
        if (!constant || !fold(operator, graph)) {
            OperatorImports.read(operator, graph);
        }
    }

    private static boolean fold(FileOperator operator, GraphReading graph) {
        GraphReading apart = graph.apart();
        OperatorImports.read(operator, apart);
        if (!apart.values().isEmpty()) {
            ConstantGraph constant = new ConstantGraph(apart.built());
            if (!graph.budget().takeIfRoom(constant.heldBytes(), constant.work())) {
                return false;
            }
            List<Tensor> results = constant.results();
            List<Integer> made = List.copyOf(apart.values().keySet());
            for (int i = 0; i < made.size(); i++) {
                graph.bind(made.get(i), results.get(i));
            }
        }
        for (int output : operator.outputs()) {
            if (output != ModelFile.OMITTED && !graph.isLiteral(output) && apart.isLiteral(output)) {
                graph.bind(output, apart.literal(output));
            }
        }
        return true;
    }
}
