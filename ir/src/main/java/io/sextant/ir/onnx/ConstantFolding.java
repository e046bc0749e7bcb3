package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Evaluates nodes whose inputs are all constant, above all what exporters compute from shapes. A node is read into a graph of its own,
 * which the interpreter runs; what would take long or much memory stays a node of the network.
 */
final class ConstantFolding {
    /** Operators whose work is a product of extents. */
    private static final Set<Class<? extends Op>> PRODUCTS = Set.of(Convolution.class, Dense.class, MatMul.class, Pool.class, Resize.class);

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
        Graph constant = apart.built(names);
        long work = 0;
        long bytes = 0;
        for (Node node : constant.nodes()) {
            work += work(node.op());
            bytes += ConstantBudget.stored(node.result().type());
        }
        if (!graph.constants().budget().takeIfRoom(bytes, work)) {
            return false;
        }
        List<Tensor> results = run(constant);
        for (int i = 0; i < names.size(); i++) {
            Layout layout = apart.symbol(names.get(i)).layout();
            graph.alias(names.get(i), new Symbol.Literal(names.get(i), results.get(i), layout));
        }
        return true;
    }

    private static List<Tensor> run(Graph constant) {
        try {
            return Interpreter.run(constant, List.of());
        } catch (ArithmeticException e) {
            throw new InvalidInput("cannot be computed from its constants: " + e.getMessage(), e);
        }
    }

    private static long work(Op op) {
        long largest = 0;
        long sum = op.type().elements();
        for (Value operand : op.operands()) {
            largest = Math.max(largest, operand.type().elements());
            sum += operand.type().elements();
        }
        return PRODUCTS.contains(op.getClass()) ? largest * op.type().elements() : sum;
    }
}
