package io.sextant.ir.interpret;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
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

/** A graph without inputs, as files have them where exporters compute shapes: what running it takes, and what it gives. */
public record ConstantGraph(Graph graph) {
    /** Operators whose work is a product of extents. */
    private static final Set<Class<? extends Op>> PRODUCTS = Set.of(Convolution.class, Dense.class, MatMul.class, Pool.class, Resize.class);

    /** An upper bound of the elements that are touched. */
    public long work() {
        return graph.nodes().stream().mapToLong(node -> work(node.op())).sum();
    }

    /** Bytes of memory that all results take together. */
    public long heldBytes() {
        return graph.nodes().stream().mapToLong(node -> Tensor.heldBytes(node.result().type())).sum();
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

    /**
     * The outputs, in their order.
     *
     * @throws InvalidInput if some elements are out of an operator's reach, e.g. an index beyond its axis
     */
    public List<Tensor> results() {
        try {
            return Interpreter.run(graph, List.of());
        } catch (ArithmeticException e) {
            throw new InvalidInput("cannot be computed from its constants: " + e.getMessage(), e);
        }
    }
}
