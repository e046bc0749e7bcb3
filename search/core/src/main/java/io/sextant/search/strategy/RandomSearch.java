package io.sextant.search.strategy;

import io.sextant.search.space.SearchSpace;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws networks that were not drawn before; learns nothing. */
public final class RandomSearch implements Strategy {
    private final SearchSpace space;
    private final long seed;

    public RandomSearch(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Optional<Proposal> propose(History history) {
        SplittableRandom random = new SplittableRandom(Seeds.derive(seed, history.trial()));
        return new Novelty(space, history.proposed()).random(random).map(Proposal::random);
    }
}
