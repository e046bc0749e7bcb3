package io.sextant.ir.tflite.read;

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
import java.util.List;
import java.util.Set;

/**
 * Reads operators, and computes those whose inputs are all constant: shapes above all. What is computed is read into a graph of its own,
 * which the interpreter runs; what would take long or much memory stays an operator of the network.
 */
final class ConstantFolding {
    /** Operators whose work is a product of extents. */
    private static final Set<Class<? extends Op>> PRODUCTS = Set.of(Convolution.class, Dense.class, MatMul.class, Pool.class, Resize.class);

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
            Graph constant = apart.built();
            if (!isSmall(constant, graph.budget())) {
                return false;
            }
            List<Tensor> results = run(constant);
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

    private static boolean isSmall(Graph constant, ReadBudget budget) {
        long work = 0;
        long bytes = 0;
        for (Node node : constant.nodes()) {
            work += work(node.op());
            bytes += ReadBudget.stored(node.result().type());
        }
        return budget.takeIfRoom(bytes, work);
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
