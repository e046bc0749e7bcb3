package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Permutes dimensions: result dimension i is input dimension permutation[i].
 * <ul>
 * <li>C1: the permutation names each dimension once
 * <li>C2: an input that is quantised has one scale
 * </ul>
 */
public record Transpose(Value input, List<Integer> permutation) implements Op {
    public Transpose {
        permutation = List.copyOf(permutation);
        OperatorTypes.check("transpose C2", Transpose.class, input);
        List<Integer> identity = IntStream.range(0, input.type().rank()).boxed().toList();
        IllTyped.unless(permutation.stream().sorted().toList().equals(identity), "transpose C1",
            "permutation names each dimension of %s once, got %s", input.type(), permutation);
    }

    @Override
    public TensorType type() {
        return input.type().withShape(new Shape(permutation.stream().map(axis -> input.type().dim(axis)).toList()));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.transpose(this);
    }
}
