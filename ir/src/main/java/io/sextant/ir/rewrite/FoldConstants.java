package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * {@code op(constants) -> constant}, unless the result is large and larger than what it is made of, or it takes long to compute.
 * Quantised weights stay quantised. What moves many elements or computes them is done when the constant is first read.
 */
public final class FoldConstants implements Rule {
    private static final long SMALL_ELEMENTS = 1 << 12;
    private static final long GROWTH_ELEMENTS = 1 << 16;
    private static final long MAX_WORK = 1L << 30;

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        Op op = node.op();
        List<Value> operands = op.operands();
        if (isDequantised(op) || !draft.areConstant(operands)) {
            return Optional.empty();
        }
        long taken = operands.stream().mapToLong(operand -> operand.type().elements()).sum();
        long made = op.type().elements();
        if (made > Math.max(taken, GROWTH_ELEMENTS) || work(op, made) > MAX_WORK) {
            return Optional.empty();
        }
        List<Tensor> sources = operands.stream().map(operand -> draft.constant(operand).orElseThrow()).toList();
        Tensor result = Tensor.derived(op.type(), sources, () -> evaluate(op, operands, sources));
        boolean small = taken + made <= SMALL_ELEMENTS;
        Draft.Filling filling = draft.fill();
        return filling.by(filling.constant(small ? evaluate(op, operands, sources) : result));
    }

    /** Whether it makes reals of integers, be their scale an operand or part of their type. */
    private static boolean isDequantised(Op op) {
        return op instanceof Dequantize || op instanceof Requantize requantize && !requantize.to().isQuantised();
    }

    private static Tensor evaluate(Op op, List<Value> operands, List<Tensor> sources) {
        return Interpreter.evaluate(op, operand -> sources.get(operands.indexOf(operand)));
    }

    /** Products of operands have the largest effort: at most each element of the result with each of the largest operand's rows. */
    private static long work(Op op, long made) {
        long most = 1;
        for (Value operand : op.operands()) {
            int rank = operand.type().rank();
            most = Math.max(most, rank == 0 ? 1 : operand.type().elements() / operand.type().shape().last());
        }
        return made * most;
    }
}
