package io.sextant.search.port;

import io.sextant.search.cost.CostTable;
import io.sextant.search.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * What candidates cost on the device: measured, or predicted from measurements. Known costs always hold PARAMS and MACS, which order
 * who is trained first, and every other metric that the device reports. What has to be measured may be missing where a known metric misses
 * a limit already.
 */
public interface CostModel {
    /** Outcomes in the order of the candidates. {@code progress} is told after each one that is known, reused or lost. */
    List<CostOutcome> costs(List<Candidate> candidates, Runnable progress);

    /**
     * The costs of every network of {@code space} as flat tables, where this model is additive over kernels and knows them all: the values
     * that {@link #costs} would find by lowering, without intervals. Empty where costs are only known by measuring the network.
     */
    default Optional<CostTable> tabulate(SearchSpace space) {
        return Optional.empty();
    }
}
