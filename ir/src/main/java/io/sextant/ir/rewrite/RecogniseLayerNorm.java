package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code d / sqrt(mean(d^2) + epsilon) -> layer_norm(x, 1, 0)} with {@code d = x - mean(x)}, means over the last dimension; the square is
 * a product or a power. {@link ScaleIntoLayerNorm} takes in what scales and shifts the result.
 */
public final class RecogniseLayerNorm implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Binary op) || op.kind() != Binary.Kind.DIV || op.type().dtype() != DType.F32) {
            return Optional.empty();
        }
        Value d = op.left();
        Optional<Value> x = centred(d, draft);
        Optional<Float> epsilon = draft.definition(op.right(), Unary.class).filter(root -> root.kind() == Unary.Kind.SQRT)
            .flatMap(root -> draft.definition(root.input(), Binary.class)).filter(sum -> sum.kind() == Binary.Kind.ADD)
            .flatMap(sum -> epsilon(sum, sum.left(), sum.right(), d, draft).or(() -> epsilon(sum, sum.right(), sum.left(), d, draft)));
        return x.isEmpty() || epsilon.isEmpty() ? Optional.empty() : normalised(x.get(), epsilon.get(), draft);
    }

    private static Optional<Replacement> normalised(Value x, float epsilon, Draft draft) {
        Draft.Filling filling = draft.fill();
        TensorType channels = TensorType.f32(x.type().shape().last());
        Value scale = filling.constant(Tensor.filled(channels, 1));
        Value shift = filling.constant(Tensor.filled(channels, 0));
        return filling.by(new LayerNorm(x, scale, shift, epsilon));
    }

    /** The x of {@code x - mean(x)}. */
    private static Optional<Value> centred(Value difference, Draft draft) {
        return draft.definition(difference, Binary.class).filter(op -> op.kind() == Binary.Kind.SUB)
            .filter(op -> mean(op.right(), draft).filter(op.left()::equals).isPresent()).map(Binary::left);
    }

    /** The x of its mean over the last dimension, which is kept. */
    private static Optional<Value> mean(Value value, Draft draft) {
        return draft.definition(value, Reduce.class).filter(op -> op.kind() == Reduce.Kind.MEAN && op.keepDims()
            && op.axes().equals(List.of(op.input().type().rank() - 1))).map(Reduce::input);
    }

    /** The constant beside the variance of d. */
    private static Optional<Float> epsilon(Binary sum, Value variance, Value constant, Value d, Draft draft) {
        return mean(variance, draft).filter(square -> isSquare(square, d, draft) && sum.type().equals(variance.type()))
            .flatMap(square -> Scalars.value(constant, draft)).filter(epsilon -> epsilon > 0 && Float.isFinite(epsilon));
    }

    private static boolean isSquare(Value square, Value d, Draft draft) {
        return draft.definition(square, Binary.class).filter(op -> op.left().equals(d) && (op.kind() == Binary.Kind.MUL
            && op.right().equals(d) || op.kind() == Binary.Kind.POW && op.type().equals(d.type()) && Scalars.is(op.right(), 2, draft)))
            .isPresent();
    }
}
