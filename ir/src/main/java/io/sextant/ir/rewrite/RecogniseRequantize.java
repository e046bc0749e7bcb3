package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code dequantize(quantize(x)) -> requantize(requantize(x))} for one and the same constant scale and zero point, so that the integers in
 * between have a quantised type; also where operators that move elements stand between the two, and {@code dequantize(c) -> requantize(c')}
 * for constant integers, which take that type. All is f32 outside.
 */
public final class RecogniseRequantize implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Dequantize op) || op.type().dtype() != DType.F32) {
            return Optional.empty();
        }
        Draft.Filling filling = draft.fill();
        return LinearScheme.of(op, draft).flatMap(type -> new Typing(type, draft, filling).quantised(op.input()))
            .flatMap(value -> filling.by(new Requantize(value, value.type().real(), Rounding.QDQ)));
    }

    /** Gives mere integers the scheme of {@code like}. */
    private static final class Typing {
        private final TensorType like;
        private final Draft draft;
        private final Draft.Filling filling;
        /** What is moved by many ways is typed once. */
        private final Map<Value, Optional<Value>> typed = new HashMap<>();

        Typing(TensorType like, Draft draft, Draft.Filling filling) {
            this.like = like;
            this.draft = draft;
            this.filling = filling;
        }

        Optional<Value> quantised(Value value) {
            Optional<Value> known = typed.get(value);
            if (known == null) {
                known = constant(value).or(() -> quantize(value)).or(() -> moved(value));
                typed.put(value, known);
            }
            return known;
        }

        private Optional<Value> constant(Value value) {
            Optional<Tensor> constant = draft.constant(value);
            return constant.map(tensor -> filling.constant(tensor.reshaped(value.type().quantised(like.scheme()))));
        }

        private Optional<Value> quantize(Value value) {
            Optional<Quantize> quantize = draft.definition(value, Quantize.class);
            return quantize.filter(op -> op.input().type().dtype() == DType.F32).flatMap(op -> LinearScheme.of(op, draft))
                .filter(type -> type.dtype() == like.dtype() && type.scheme().equals(like.scheme()))
                .map(type -> filling.add(new Requantize(quantize.get().input(), type, Rounding.QDQ)));
        }

        private Optional<Value> moved(Value value) {
            return like.scheme().isPerTensor() ? draft.definition(value, Op.class).flatMap(Movement::of)
                .flatMap(movement -> movement.over(this::quantised)).map(filling::add) : Optional.empty();
        }
    }
}
