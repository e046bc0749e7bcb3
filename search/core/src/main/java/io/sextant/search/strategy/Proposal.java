package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import java.util.List;

/**
 * A network to try.
 *
 * @param parents numbers of the trials that it comes from; none if it was drawn at random
 */
public record Proposal(Genotype genotype, List<Integer> parents) {
    public Proposal {
        parents = List.copyOf(parents);
    }

    public static Proposal random(Genotype genotype) {
        return new Proposal(genotype, List.of());
    }
}
