package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds networks that were not proposed before; walks the space where chance does not find one. Of several it takes the first one that
 * passes the screen, else the one that is nearest to passing.
 */
final class Novelty {
    private static final int DRAWS = 256;
    private static final int MUTATIONS = 16;
    private static final int DISTANCE = 3;
    /** Networks that are looked at for one that passes. */
    private static final int SCREENED = 32;

    private final SearchSpace space;
    private final Set<Genotype> known;
    private final Screen screen;

    Novelty(SearchSpace space, Collection<Genotype> known, Screen screen) {
        this.space = space;
        this.known = new HashSet<>(known);
        this.screen = screen;
    }

    /** The best of the networks that were met. */
    private final class Choice {
        private Optional<Genotype> best = Optional.empty();
        private double least = Double.POSITIVE_INFINITY;
        private int looked;

        /** Whether no further network is needed. */
        boolean ends(Genotype genotype) {
            if (known.contains(genotype)) {
                return false;
            }
            double violation = screen.violation(genotype);
            if (best.isEmpty() || violation < least) {
                best = Optional.of(genotype);
                least = violation;
            }
            looked++;
            return violation == 0 || looked == SCREENED;
        }
    }

    /** Empty if every network is known. */
    Optional<Genotype> random(RandomGenerator random) {
        if (exhausted()) {
            return Optional.empty();
        }
        Choice choice = new Choice();
        int draws = 0;
        while (draws < DRAWS && !choice.ends(space.sample(random))) {
            draws++;
        }
        return choice.best.or(() -> Optional.of(walk(random)));
    }

    /** An unknown mutant of {@code parent}, at a growing distance where the near ones are known; empty if none is found. */
    Optional<Genotype> mutant(Genotype parent, RandomGenerator random) {
        if (exhausted()) {
            return Optional.empty();
        }
        Choice choice = new Choice();
        for (int distance = 1; distance <= DISTANCE; distance++) {
            for (int attempt = 0; attempt < MUTATIONS; attempt++) {
                Genotype child = parent;
                for (int step = 0; step < distance; step++) {
                    child = space.mutate(child, random);
                }
                if (choice.ends(child)) {
                    return choice.best;
                }
            }
        }
        return choice.best;
    }

    private boolean exhausted() {
        return BigInteger.valueOf(known.size()).compareTo(space.size()) >= 0;
    }

    /** The first unknown network from a random place on; ends after as many steps as networks are known. */
    private Genotype walk(RandomGenerator random) {
        BigInteger size = space.size();
        BigInteger index = new BigInteger(size.bitLength(), new Random(random.nextLong())).mod(size);
        while (known.contains(space.at(index))) {
            index = index.add(BigInteger.ONE).mod(size);
        }
        return space.at(index);
    }
}
