package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code move(requantize(q) to f32) -> requantize(move(q)) to f32} for operators that move elements, where all that they move are integers
 * of one scale and zero point. Not for borders: there need be no integer for their real value; {@link RecogniseQuantized} rounds it.
 */
public final class MoveIntegers implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        Op op = node.op();
        if (op instanceof Pad || op.type().dtype() != DType.F32) {
            return Optional.empty();
        }
        List<Value> integers = new ArrayList<>();
        Draft.Filling filling = draft.fill();
        return Movement.of(op).flatMap(movement -> movement.over(operand -> integers(operand, integers, draft))).map(filling::add)
            .flatMap(moved -> filling.by(new Requantize(moved, moved.type().real(), Rounding.QDQ)));
    }

    /** The integers that {@code real} stands for, if they are like the others. */
    private static Optional<Value> integers(Value real, List<Value> others, Draft draft) {
        Optional<Value> made = draft.definition(real, Requantize.class).map(Requantize::input)
            .filter(input -> input.type().isQuantised() && isAlike(input.type(), others));
        made.ifPresent(others::add);
        return made;
    }

    private static boolean isAlike(TensorType type, List<Value> others) {
        return type.scheme().isPerTensor() && others.stream().map(Value::type)
            .allMatch(other -> other.dtype() == type.dtype() && other.scheme().equals(type.scheme()));
    }
}
