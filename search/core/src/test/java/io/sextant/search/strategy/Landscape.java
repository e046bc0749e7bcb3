package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;

/** An analytic stand-in for training and measuring on {@code mnist1d}: every choice has a value and a price, with returns that fall. */
public final class Landscape {
    public static final SearchSpace SPACE = Spaces.named("mnist1d");

    private Landscape() {
    }

    /** From 0.5 to below 1; a third of the decisions are better at their first options, the others at their last. */
    public static double accuracy(Genotype genotype) {
        double quality = 0;
        for (int i = 0; i < genotype.choices().size(); i++) {
            quality += (i % 3 == 0 ? -0.4 : 1) * genotype.choice(i);
        }
        return 0.5 + 0.5 / (1 + Math.exp(-(quality - 10) / 5));
    }

    public static double price(Genotype genotype) {
        return 10 + 4 * genotype.choice(0) + genotype.choices().stream().mapToInt(Integer::intValue).sum();
    }

    /** What a search under {@code price <= bound} tells of a genotype. */
    static Outcome outcome(Genotype genotype, double bound) {
        double price = price(genotype);
        return price <= bound ? new Outcome.Trained(accuracy(genotype)) : new Outcome.Infeasible(price / bound - 1);
    }
}
