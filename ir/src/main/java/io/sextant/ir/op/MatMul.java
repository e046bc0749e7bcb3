package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * Batched matrix product of two activations: (batch..., M, K) x (batch..., K, N) -&gt; (batch..., M, N).
 * <ul>
 * <li>C1: operands are f32
 * <li>C2: both have the same rank, at least two, and the same batch extents
 * <li>C3: inner extents agree
 * </ul>
 */
public record MatMul(Value left, Value right) implements Op {
    public MatMul {
        TensorType a = left.type();
        TensorType b = right.type();
        IllTyped.unless(a.dtype() == DType.F32 && b.dtype() == DType.F32, "mat_mul C1", "operands are f32, got %s and %s", a, b);
        IllTyped.unless(a.rank() == b.rank() && a.rank() >= 2
            && a.shape().dims().subList(0, a.rank() - 2).equals(b.shape().dims().subList(0, b.rank() - 2)), "mat_mul C2",
            "operands have the same batch extents, got %s and %s", a, b);
        IllTyped.unless(a.shape().last() == b.dim(b.rank() - 2), "mat_mul C3", "inner extents agree, got %s and %s", a, b);
        product(a, b);
    }

    private static TensorType product(TensorType a, TensorType b) {
        return a.withShape(a.shape().with(a.rank() - 1, b.shape().last()));
    }

    @Override
    public TensorType type() {
        return product(left.type(), right.type());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.matMul(this);
    }
}
