package io.sextant.latency.campaign;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One part of a kernel's time: {@code sign * (time of many repeats - time of few) / (many - few)}; the kernel's time is the sum of its
 * terms.
 */
record Term(int sign, Chain chain) {

    /** The terms of {@code kernel}: its chain, less the chains of what stands between its repeats. */
    static List<Term> of(Kernel kernel) {
        TensorType result = kernel.body().outputs().get(0).value().type();
        boolean weightless = kernel.body().constants().isEmpty();
        List<Term> terms = new ArrayList<>();
        Optional<Integer> link = Chain.link(kernel);
        if (link.isPresent()) {
            TensorType passed = kernel.body().inputs().get(link.get()).value().type();
            boolean separate = weightless && Chain.hasNeighbour(passed);
            terms.add(new Term(1, new Chain(Optional.of(kernel), passed, false, separate)));
            if (separate) {
                terms.add(new Term(-1, new Chain(Optional.empty(), passed, false, true)));
            }
            return terms;
        }
        TensorType input = kernel.body().inputs().get(0).value().type();
        boolean separate = weightless && Chain.hasNeighbour(input);
        terms.add(new Term(1, new Chain(Optional.of(kernel), input, true, separate)));
        if (separate) {
            terms.add(new Term(-1, new Chain(Optional.empty(), input, true, true)));
            drain(input).ifPresent(chain -> terms.add(new Term(1, chain)));
        }
        drain(result).ifPresent(chain -> terms.add(new Term(-1, chain)));
        return withoutOpposites(terms);
    }

    private static Optional<Chain> drain(TensorType type) {
        if (!Chain.hasDrain(type)) {
            return Optional.empty();
        }
        Graph graph = Chain.drain(type);
        Kernel kernel = Kernels.of(graph, Fusion.NONE).get(0).kernel();
        return Optional.of(new Chain(Optional.of(kernel), graph.inputs().get(0).value().type(), true, false));
    }

    private static List<Term> withoutOpposites(List<Term> terms) {
        return terms.stream().filter(term -> !terms.contains(new Term(-term.sign(), term.chain()))).toList();
    }
}
