package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.Optional;

/** {@code f(c1), g(c2) -> f(c1), g(c1)} for constants that are the same tensor, or small and equal. */
public final class ShareConstants implements Rule {
    private final int mostCompared;

    /** @param mostCompared elements of the largest tensors that are compared by their elements, which have to be read for it */
    public ShareConstants(int mostCompared) {
        this.mostCompared = mostCompared;
    }

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        boolean shares = node.op().operands().stream().anyMatch(operand -> !shared(operand, draft).equals(operand));
        if (!shares) {
            return Optional.empty();
        }
        Op op = node.op().mapOperands(operand -> shared(operand, draft));
        return draft.fill().by(op);
    }

    private Value shared(Value operand, Draft draft) {
        return draft.constant(operand).map(tensor -> draft.firstWith(key(tensor), operand)).orElse(operand);
    }

    private Object key(Tensor tensor) {
        return tensor.type().elements() <= mostCompared ? tensor.digest() : tensor;
    }
}
