package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * The index, as i64, of the largest or smallest element along one axis, of several the first. The axis' extent becomes 1 with
 * {@code keepDims}, else it goes.
 * <ul>
 * <li>C1: the input is of numbers
 * <li>C2: 0 &lt;= axis &lt; rank
 * </ul>
 */
public record ArgReduce(Value input, Kind kind, int axis, boolean keepDims) implements Op {
    /** Which element's index. */
    public enum Kind { MAX, MIN }

    public ArgReduce {
        OperatorTypes.check("arg_reduce C1", ArgReduce.class, input);
        IllTyped.unless(axis >= 0 && axis < input.type().rank(), "arg_reduce C2", "axis is in [0, %d), got %d", input.type().rank(),
            axis);
    }

    @Override
    public TensorType type() {
        return new TensorType(DType.I64, Reduce.reduced(input.type().shape(), List.of(axis), keepDims));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.argReduce(this);
    }
}
