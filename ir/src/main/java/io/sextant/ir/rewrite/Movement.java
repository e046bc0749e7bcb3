package io.sextant.ir.rewrite;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.OperatorTypes;
import io.sextant.ir.op.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An operator that moves elements and computes nothing.
 *
 * @param data the operands whose elements it moves; others say where to
 */
record Movement(Op op, List<Value> data) {
    Movement {
        data = List.copyOf(data);
    }

    /** Empty if {@code op} computes, or has one value as data and as what says where to. */
    static Optional<Movement> of(Op op) {
        List<Value> data = OperatorTypes.moved(op);
        boolean apart = op.operands().stream().allMatch(operand -> Collections.frequency(op.operands(), operand)
            == Collections.frequency(data, operand) || !data.contains(operand));
        return data.isEmpty() || !apart ? Optional.empty() : Optional.of(new Movement(op, data));
    }

    /** The same operator moving what {@code replacement} gives for each of the data; empty where it gives nothing for one of them. */
    Optional<Op> over(Function<Value, Optional<Value>> replacement) {
        Map<Value, Value> replaced = new HashMap<>();
        for (Value value : data) {
            Optional<Value> other = replacement.apply(value);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            replaced.put(value, other.get());
        }
        return Optional.of(op.mapOperands(operand -> replaced.getOrDefault(operand, operand)));
    }
}
