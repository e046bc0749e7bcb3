package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** A set of networks. Declared as data (YAML). */
public interface SearchSpace {
    String name();

    /** How many distinct canonical genotypes there are. */
    BigInteger size();

    /** A genotype drawn uniformly per decision, canonical. */
    Genotype sample(RandomGenerator random);

    /** A canonical genotype that differs from {@code parent} in at least one effective decision. */
    Genotype mutate(Genotype parent, RandomGenerator random);

    /** The network; the initial weights are a function of {@code weightSeed}. */
    Graph lower(Genotype genotype, long weightSeed);

    /** A person's words for a genotype: {@code w0.75 | k5e2d1 se | ...}. */
    String describe(Genotype genotype);
}
