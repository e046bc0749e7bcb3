package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.Optional;

/**
 * Fully connected layer over the last dimension: input (..., K) x weights (K, N) + bias (N) -&gt; (..., N).
 * <ul>
 * <li>C1: operands are floating, all of one type
 * <li>C2: input has at least two dimensions, weights have two
 * <li>C3: the input's last extent is K
 * <li>C4: the bias is (N)
 * </ul>
 */
public record Dense(Value input, Value weights, Optional<Value> bias) implements Op {
    public Dense {
        TensorType in = input.type();
        TensorType w = weights.type();
        OperatorTypes.check("dense C1", Dense.class, input, weights, bias);
        IllTyped.unless(in.rank() >= 2 && w.rank() == 2, "dense C2", "input (..., K) and weights (K, N), got %s and %s", in, w);
        IllTyped.unless(in.shape().last() == w.dim(0), "dense C3", "weights %s expect inputs of %d, input %s has %d", w, w.dim(0), in,
            in.shape().last());
        bias.ifPresent(b -> IllTyped.unless(b.type().rank() == 1 && b.type().dim(0) == w.dim(1), "dense C4",
            "bias is %s[%d], got %s", in.dtype().text(), w.dim(1), b.type()));
        product(in, w);
    }

    private static TensorType product(TensorType in, TensorType weights) {
        return in.withShape(in.shape().with(in.rank() - 1, weights.dim(1)));
    }

    @Override
    public TensorType type() {
        return product(input.type(), weights.type());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.dense(this);
    }
}
