package io.sextant.ir.quantize;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Draft;
import io.sextant.ir.rewrite.Replacement;
import io.sextant.ir.rewrite.Rule;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/**
 * {@code silu(x) -> x sigmoid(x)}, {@code hard_sigmoid(x) -> relu6(x + 3) / 6}, {@code neg(x) -> x (-1)}, {@code x / c -> x (1 / c)}
 * of a constant c: functions for which TFLite has no kernel of 8 bits, in those for which it has.
 */
final class WriteOutForTflite implements Rule {
    private static final float HARD_SIGMOID_SHIFT = 3;
    private static final float HARD_SIGMOID_SLOPE = 1f / 6;

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (node.result().type().dtype() != DType.F32) {
            return Optional.empty();
        }
        if (node.op() instanceof Unary unary) {
            return unary(unary, draft.fill());
        }
        if (node.op() instanceof Binary binary && binary.kind() == Binary.Kind.DIV) {
            return draft.constant(binary.right()).flatMap(divisor -> {
                Draft.Filling filling = draft.fill();
                return filling.by(new Binary(binary.left(), filling.constant(reciprocal(divisor)), Binary.Kind.MUL));
            });
        }
        return Optional.empty();
    }

    private static Optional<Replacement> unary(Unary op, Draft.Filling filling) {
        Value x = op.input();
        if (op.kind() == Unary.Kind.SILU) {
            return filling.by(new Binary(x, filling.add(new Unary(x, Unary.Kind.SIGMOID)), Binary.Kind.MUL));
        }
        if (op.kind() == Unary.Kind.HARD_SIGMOID) {
            Value shifted = filling.add(new Binary(x, scalar(filling, HARD_SIGMOID_SHIFT), Binary.Kind.ADD));
            Value cut = filling.add(new Unary(shifted, Unary.Kind.RELU6));
            return filling.by(new Binary(cut, scalar(filling, HARD_SIGMOID_SLOPE), Binary.Kind.MUL));
        }
        return op.kind() == Unary.Kind.NEG ? filling.by(new Binary(x, scalar(filling, -1), Binary.Kind.MUL)) : Optional.empty();
    }

    private static Value scalar(Draft.Filling filling, float value) {
        return filling.constant(Tensor.filled(new TensorType(DType.F32, Shape.of()), value));
    }

    private static Tensor reciprocal(Tensor divisor) {
        return Tensor.computed(divisor.type(), List.of(divisor), () -> {
            float[] reciprocals = divisor.floats().clone();
            for (int i = 0; i < reciprocals.length; i++) {
                reciprocals[i] = 1 / reciprocals[i];
            }
            return reciprocals;
        });
    }
}
