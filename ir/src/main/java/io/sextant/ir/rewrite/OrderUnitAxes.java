package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.type.Shape;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** {@code transpose(x) -> transpose(x)} that keeps dimensions of extent 1 in their order, which makes no difference: one form of many. */
public final class OrderUnitAxes implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Transpose transpose)) {
            return Optional.empty();
        }
        List<Integer> ordered = ordered(transpose.permutation(), transpose.input().type().shape());
        return ordered.equals(transpose.permutation()) ? Optional.empty() : draft.fill().by(new Transpose(transpose.input(), ordered));
    }

    private static List<Integer> ordered(List<Integer> permutation, Shape input) {
        Iterator<Integer> units = permutation.stream().filter(axis -> input.dim(axis) == 1).sorted().iterator();
        return permutation.stream().map(axis -> input.dim(axis) == 1 ? units.next() : axis).toList();
    }
}
