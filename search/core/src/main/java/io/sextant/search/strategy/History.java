package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import java.util.List;

/**
 * What a strategy may know when it proposes the next trial.
 *
 * @param proposed the genotypes of all trials so far, in their order
 * @param outcomes the outcomes of the first trials, in their order; never more than proposed
 */
public record History(List<Genotype> proposed, List<Outcome> outcomes) {
    public History {
        proposed = List.copyOf(proposed);
        outcomes = List.copyOf(outcomes);
        if (outcomes.size() > proposed.size()) {
            throw new IllegalArgumentException(outcomes.size() + " outcomes of " + proposed.size() + " proposals");
        }
    }

    /** Number of the trial to be proposed. */
    public int trial() {
        return proposed.size();
    }
}
