package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code slice(slice(x)) -> slice(x)}: starts and steps of the outer count in those of the inner. */
public final class ComposeSlices implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Slice outer ? draft.definition(outer.input(), Slice.class).filter(inner -> stepsFit(inner, outer))
            .flatMap(inner -> draft.fill().by(composed(inner, outer))) : Optional.empty();
    }

    private static boolean stepsFit(Slice inner, Slice outer) {
        return IntStream.range(0, inner.steps().size())
            .allMatch(axis -> (long) inner.steps().get(axis) * outer.steps().get(axis) <= Integer.MAX_VALUE);
    }

    private static Slice composed(Slice inner, Slice outer) {
        int rank = inner.starts().size();
        List<Integer> starts = IntStream.range(0, rank)
            .mapToObj(axis -> inner.starts().get(axis) + outer.starts().get(axis) * inner.steps().get(axis)).toList();
        List<Integer> steps = IntStream.range(0, rank).mapToObj(axis -> inner.steps().get(axis) * outer.steps().get(axis)).toList();
        List<Integer> ends = IntStream.range(0, rank)
            .mapToObj(axis -> starts.get(axis) + (outer.type().dim(axis) - 1) * steps.get(axis) + 1).toList();
        return new Slice(inner.input(), starts, ends, steps);
    }
}
