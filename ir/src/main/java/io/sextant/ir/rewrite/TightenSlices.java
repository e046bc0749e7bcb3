package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code slice(x) -> slice(x)} that ends behind the last element it takes, with a step of 1 where it takes one: one form of many. */
public final class TightenSlices implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Slice slice && !tight(slice).equals(slice) ? draft.fill().by(tight(slice)) : Optional.empty();
    }

    private static Slice tight(Slice slice) {
        List<Integer> taken = slice.type().shape().dims();
        List<Integer> steps = IntStream.range(0, taken.size())
            .mapToObj(axis -> taken.get(axis) == 1 ? 1 : slice.steps().get(axis)).toList();
        List<Integer> ends = IntStream.range(0, taken.size())
            .mapToObj(axis -> slice.starts().get(axis) + (taken.get(axis) - 1) * steps.get(axis) + 1).toList();
        return new Slice(slice.input(), slice.starts(), ends, steps);
    }
}
