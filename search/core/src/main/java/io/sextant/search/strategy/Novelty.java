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

/** Finds networks that were not proposed before; walks the space where chance does not find one. */
final class Novelty {
    private static final int DRAWS = 256;
    private static final int MUTATIONS = 16;
    private static final int DISTANCE = 3;

    private final SearchSpace space;
    private final Set<Genotype> known;

    Novelty(SearchSpace space, Collection<Genotype> known) {
        this.space = space;
        this.known = new HashSet<>(known);
    }

    /** Empty if every network is known. */
    Optional<Genotype> random(RandomGenerator random) {
        if (exhausted()) {
            return Optional.empty();
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            Genotype genotype = space.sample(random);
            if (!known.contains(genotype)) {
                return Optional.of(genotype);
            }
        }
        return Optional.of(walk(random));
    }

    /** An unknown mutant of {@code parent}, at a growing distance where the near ones are known; empty if none is found. */
    Optional<Genotype> mutant(Genotype parent, RandomGenerator random) {
        if (exhausted()) {
            return Optional.empty();
        }
        for (int distance = 1; distance <= DISTANCE; distance++) {
            for (int attempt = 0; attempt < MUTATIONS; attempt++) {
                Genotype child = parent;
                for (int step = 0; step < distance; step++) {
                    child = space.mutate(child, random);
                }
                if (!known.contains(child)) {
                    return Optional.of(child);
                }
            }
        }
        return Optional.empty();
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
