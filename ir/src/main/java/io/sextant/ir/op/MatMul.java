package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Batched matrix product of two activations: (batch..., M, K) x (batch..., K, N) -&gt; (batch..., M, N). Batch extents are broadcast as
 * NumPy and ONNX MatMul do: aligned at the last of them, missing ones and extents of 1 are repeated.
 * <ul>
 * <li>C1: operands are floating, both of one type
 * <li>C2: both have at least two dimensions, and batch extents that are equal or 1
 * <li>C3: inner extents agree
 * </ul>
 */
public record MatMul(Value left, Value right) implements Op {
    public MatMul {
        TensorType a = left.type();
        TensorType b = right.type();
        OperatorTypes.check("mat_mul C1", MatMul.class, left, right);
        IllTyped.unless(a.rank() >= 2 && b.rank() >= 2, "mat_mul C2", "operands have at least two dimensions, got %s and %s", a, b);
        IllTyped.unless(a.shape().last() == b.dim(b.rank() - 2), "mat_mul C3", "inner extents agree, got %s and %s", a, b);
        product(a, b);
    }

    private static TensorType product(TensorType a, TensorType b) {
        List<Integer> dims = new ArrayList<>(Broadcasting.together("mat_mul C2", List.of(batch(a), batch(b))).dims());
        dims.add(a.dim(a.rank() - 2));
        dims.add(b.shape().last());
        return a.withShape(new Shape(dims));
    }

    private static Shape batch(TensorType type) {
        return new Shape(type.shape().dims().subList(0, type.rank() - 2));
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
