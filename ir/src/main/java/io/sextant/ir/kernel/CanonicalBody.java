package io.sextant.ir.kernel;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one form of a kernel's graph: values numbered inputs first, then constants, then results, each in the order of its first use;
 * a sum or product names the kernel's own intermediate result first, an activation before a constant and the larger before the smaller;
 * constants are zeros; scales and zero points are {@link io.sextant.ir.type.Quantisation#nominal nominal}.
 *
 * @param inputs the values that became inputs
 * @param constants the values that became constants
 */
record CanonicalBody(Graph graph, List<Value> inputs, List<Value> constants) {
    /** The form of {@code nodes}, the last of which makes the kernel's result. */
    static CanonicalBody of(List<Node> nodes, Predicate<Value> isConstant) {
        Map<Value, Op> ops = new LinkedHashMap<>();
        Set<Value> used = new LinkedHashSet<>();
        for (Node node : nodes) {
            Op op = ordered(node.op(), operand -> ops.containsKey(operand) ? 0 : isConstant.test(operand) ? 2 : 1);
            used.addAll(op.operands());
            ops.put(node.result(), op);
        }
        used.removeAll(ops.keySet());
        List<Value> inputs = used.stream().filter(isConstant.negate()).toList();
        List<Value> constants = used.stream().filter(isConstant).toList();
        GraphBuilder builder = new GraphBuilder("kernel");
        Map<Value, Value> renamed = new HashMap<>();
        inputs.forEach(value -> renamed.put(value, builder.input("input" + renamed.size(), value.type().nominal())));
        constants.forEach(value -> renamed.put(value, builder.constant(Tensor.zeros(value.type().nominal()))));
        ops.forEach((result, op) -> renamed.put(result, builder.add(nominal(op.mapOperands(renamed::get)))));
        Value result = renamed.get(nodes.get(nodes.size() - 1).result());
        return new CanonicalBody(builder.output("output0", result).build(), inputs, constants);
    }

    /** Scales and zero points are numbers of a model, as weights are. */
    private static Op nominal(Op op) {
        if (op instanceof Requantize requantize) {
            return new Requantize(requantize.input(), requantize.to().nominal(), requantize.rounding());
        }
        return op instanceof Quantized quantized ? quantized.nominal() : op;
    }

    private static Op ordered(Op op, Rank rank) {
        if (op instanceof Binary binary && (binary.kind() == Binary.Kind.ADD || binary.kind() == Binary.Kind.MUL)) {
            int left = rank.of(binary.left());
            int right = rank.of(binary.right());
            boolean larger = binary.right().type().elements() > binary.left().type().elements();
            return right < left || right == left && larger ? new Binary(binary.right(), binary.left(), binary.kind()) : op;
        }
        return op;
    }

    /** Whether an operand is the kernel's own (0), an activation (1) or a constant (2). */
    private interface Rank {
        int of(Value operand);
    }
}
