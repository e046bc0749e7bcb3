package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * Attention by scaled products (Vaswani et al., 2017): queries (B, heads, S, D), keys (B, heads, T, D), values (B, heads, T, E). Fewer
 * heads of keys and values serve as many consecutive ones of queries each (Ainslie et al., 2023).
 */
record ScaledProducts(Formula formula, Value queries, Value keys, Value values) {
    /** @throws InvalidInput if the extents do not agree */
    ScaledProducts {
        TensorType q = queries.type();
        TensorType k = keys.type();
        TensorType v = values.type();
        if (k.dim(0) != q.dim(0) || v.dim(0) != q.dim(0) || v.dim(1) != k.dim(1) || v.dim(2) != k.dim(2) || k.dim(3) != q.dim(3)
            || q.dim(1) % k.dim(1) != 0) {
            throw new InvalidInput("queries (B, heads, S, D), keys (B, shared, T, D) and values (B, shared, T, E) are attended, with heads "
                + "a multiple of shared, got " + q + ", " + k + " and " + v);
        }
        keys = repeated(formula, keys, q.dim(1));
        values = repeated(formula, values, q.dim(1));
    }

    /** (B, S, heads D) as (B, heads, S, D). */
    static Value heads(Formula formula, Value joined, int heads) {
        TensorType type = joined.type();
        if (type.rank() != 3 || heads < 1 || type.dim(2) % heads != 0) {
            throw new InvalidInput(heads + " heads divide the last of three dimensions, got " + type);
        }
        Value split = formula.reshaped(joined, List.of(type.dim(0), type.dim(1), heads, type.dim(2) / heads));
        return formula.transposed(split, List.of(0, 2, 1, 3));
    }

    /** (B, heads, S, E) as (B, S, heads E). */
    static Value joined(Formula formula, Value heads) {
        TensorType type = heads.type();
        return formula.reshaped(formula.transposed(heads, List.of(0, 2, 1, 3)),
            List.of(type.dim(0), type.dim(2), type.dim(1) * type.dim(3)));
    }

    private static Value repeated(Formula formula, Value shared, int heads) {
        int had = shared.type().dim(1);
        if (had == heads) {
            return shared;
        }
        List<Integer> dims = shared.type().shape().dims();
        Value apart = formula.reshaped(shared, List.of(dims.get(0), had, 1, dims.get(2), dims.get(3)));
        Value copies = formula.graph().emit(new Broadcast(apart, List.of(dims.get(0), had, heads / had, dims.get(2), dims.get(3))));
        return formula.reshaped(copies, List.of(dims.get(0), heads, dims.get(2), dims.get(3)));
    }

    /** 1 / sqrt(D). */
    float usualScale() {
        return (float) (1 / Math.sqrt(queries.type().dim(3)));
    }

    /** (B, heads, S, T). */
    Value scores(float scale) {
        Value product = formula.graph().emit(new MatMul(queries, formula.transposed(keys, List.of(0, 1, 3, 2))));
        return formula.mul(product, scale);
    }

    /** cap tanh(score / cap), so that scores stay within the cap; as they are if it is 0. */
    Value capped(Value scores, float cap) {
        return cap == 0 ? scores : formula.mul(formula.unary(Unary.Kind.TANH, formula.mul(scores, 1 / cap)), cap);
    }

    /** (B, heads, S, E): values in shares of the softmax of {@code scores}, which is computed in {@code precision}. */
    Value weighed(Value scores, DType precision) {
        Value shares = formula.graph().emit(new Softmax(cast(scores, precision), 3));
        return formula.graph().emit(new MatMul(cast(shares, values.type().dtype()), values));
    }

    private Value cast(Value value, DType dtype) {
        return value.type().dtype() == dtype ? value : formula.graph().emit(new Cast(value, dtype));
    }
}
