package io.sextant.ir.check;

import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The operators of a graph, each as a graph of its own on the operands that it has in a run of the whole. */
public final class SingleNodes {
    private SingleNodes() {
    }

    /** One sample for each node of {@code sample} that is {@code wanted}; constants stay constants. */
    public static List<Sample> of(Sample sample, Predicate<Op> wanted) {
        Map<Value, Tensor> values = Interpreter.values(sample.graph(), sample.inputs());
        List<Sample> single = new ArrayList<>();
        for (Node node : sample.graph().nodes()) {
            if (wanted.test(node.op())) {
                single.add(single(sample, node, values));
            }
        }
        return single;
    }

    private static Sample single(Sample sample, Node node, Map<Value, Tensor> values) {
        Graph whole = sample.graph();
        GraphBuilder builder = new GraphBuilder(whole.name());
        Map<Value, Value> operands = new HashMap<>();
        List<Tensor> inputs = new ArrayList<>();
        for (Value operand : node.op().operands()) {
            if (whole.isConstant(operand)) {
                operands.computeIfAbsent(operand, value -> builder.constant(whole.constants().get(value)));
            } else if (!operands.containsKey(operand)) {
                operands.put(operand, builder.input("input" + inputs.size(), operand.type()));
                inputs.add(values.get(operand));
            }
        }
        Value result = builder.add(node.op().mapOperands(operands::get));
        return new Sample(sample.seed(), builder.output("output", result).build(), inputs);
    }
}
