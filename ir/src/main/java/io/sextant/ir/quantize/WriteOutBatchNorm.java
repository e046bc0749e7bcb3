package io.sextant.ir.quantize;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Draft;
import io.sextant.ir.rewrite.Replacement;
import io.sextant.ir.rewrite.Rule;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.List;
import java.util.Optional;

/**
 * {@code batch_norm(x) -> x a + b}, a = scale / sqrt(variance + epsilon) and b = shift - mean a, of constants: what no product could take
 * with it, as two operators that work on integers.
 */
final class WriteOutBatchNorm implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        boolean fits = node.op() instanceof BatchNorm && node.result().type().dtype() == DType.F32
            && draft.areConstant(node.op().operands().subList(1, node.op().operands().size()));
        return fits ? writtenOut((BatchNorm) node.op(), draft) : Optional.empty();
    }

    private static Optional<Replacement> writtenOut(BatchNorm op, Draft draft) {
        Tensor scale = draft.constant(op.scale()).orElseThrow();
        Tensor shift = draft.constant(op.shift()).orElseThrow();
        Tensor mean = draft.constant(op.mean()).orElseThrow();
        Tensor variance = draft.constant(op.variance()).orElseThrow();
        Tensor factor = Tensor.computed(scale.type(), List.of(scale, variance), () -> {
            float[] factors = new float[scale.type().elements()];
            for (int c = 0; c < factors.length; c++) {
                factors[c] = (float) (scale.floats()[c] / Math.sqrt((double) variance.floats()[c] + op.epsilon()));
            }
            return factors;
        });
        Tensor summand = Tensor.computed(shift.type(), List.of(shift, mean, factor), () -> {
            float[] summands = new float[shift.type().elements()];
            for (int c = 0; c < summands.length; c++) {
                summands[c] = (float) (shift.floats()[c] - (double) mean.floats()[c] * factor.floats()[c]);
            }
            return summands;
        });
        Draft.Filling filling = draft.fill();
        Value scaled = filling.add(new Binary(op.input(), filling.constant(factor), Binary.Kind.MUL));
        return filling.by(new Binary(scaled, filling.constant(summand), Binary.Kind.ADD));
    }
}
