package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code mat_mul(x, w) -> dense(x, w)} for a constant matrix w, one for all of the batch; a sum behind it becomes the bias by
 * {@link ScaleIntoConvolution}.
 */
public final class DenseFromMatMul implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof MatMul product && product.type().dtype() == DType.F32 && isOneMatrix(product.right().type())
            && !draft.isConstant(product.left())
            ? draft.constant(product.right()).flatMap(w -> dense(product, w, draft)) : Optional.empty();
    }

    private static boolean isOneMatrix(TensorType type) {
        return IntStream.range(0, type.rank() - 2).allMatch(axis -> type.dim(axis) == 1);
    }

    private static Optional<Replacement> dense(MatMul product, Tensor weights, Draft draft) {
        Draft.Filling filling = draft.fill();
        int rank = weights.type().rank();
        TensorType matrix = TensorType.f32(weights.type().dim(rank - 2), weights.type().dim(rank - 1));
        Value w = rank == 2 ? product.right()
            : filling.constant(Tensor.derived(matrix, List.of(weights), () -> weights.reshaped(matrix)));
        return filling.by(new Dense(product.left(), w, Optional.empty()));
    }
}
