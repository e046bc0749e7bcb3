package io.sextant.search.strategy;

import io.sextant.search.space.SearchSpace;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws networks that were not drawn before, among those that pass a screen where there are any; learns nothing. */
public final class RandomSearch implements Strategy {
    private final SearchSpace space;
    private final long seed;
    private final Screen screen;

    public RandomSearch(SearchSpace space, long seed) {
        this(space, seed, Screen.NONE);
    }

    public RandomSearch(SearchSpace space, long seed, Screen screen) {
        this.space = space;
        this.seed = seed;
        this.screen = screen;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Optional<Proposal> propose(History history) {
        SplittableRandom random = new SplittableRandom(Seeds.derive(seed, history.trial()));
        return new Novelty(space, history.proposed(), screen).random(random).map(Proposal::random);
    }
}
