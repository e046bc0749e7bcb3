package io.sextant.ir.interpret;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs graphs by the definition of their operators.
 * <ul>
 * <li>C1: one tensor per graph input, of its type
 * </ul>
 */
public final class Interpreter {
    private Interpreter() {
    }

    /**
     * The graph's outputs, in their order.
     *
     * @throws IllTyped if {@code inputs} are not of the types of the graph's inputs
     */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<Value, Tensor> values = values(graph, inputs);
        return graph.outputs().stream().map(output -> values.get(output.value())).toList();
    }

    /**
     * Every value of the graph: inputs, constants and the results of all nodes, in the order of their definition.
     *
     * @throws IllTyped if {@code inputs} are not of the types of the graph's inputs
     */
    public static Map<Value, Tensor> values(Graph graph, List<Tensor> inputs) {
        checkInputs(graph, inputs);
        Map<Value, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).value(), inputs.get(i));
        }
        values.putAll(graph.constants());
        for (Node node : graph.nodes()) {
            values.put(node.result(), evaluate(node.op(), values::get));
        }
        return values;
    }

    /** The result of one operator on the tensors that {@code operands} gives for its values. */
    public static Tensor evaluate(Op op, Function<Value, Tensor> operands) {
        return op.accept(new Evaluation(operands));
    }

    /** The f32 numbers that the integers of a quantised tensor stand for: scale (q - zeroPoint); another tensor as it is. */
    public static Tensor real(Tensor tensor) {
        return QuantizedEvaluation.real(tensor);
    }

    private static void checkInputs(Graph graph, List<Tensor> inputs) {
        IllTyped.unless(inputs.size() == graph.inputs().size(), "interpreter C1", "graph %s takes %d inputs, got %d", graph.name(),
            graph.inputs().size(), inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            TensorType expected = graph.inputs().get(i).value().type();
            IllTyped.unless(inputs.get(i).type().equals(expected), "interpreter C1", "input %s is %s, got %s",
                graph.inputs().get(i).name(), expected, inputs.get(i).type());
        }
    }
}
