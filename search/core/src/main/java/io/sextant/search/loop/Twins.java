package io.sextant.search.loop;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Tells proposals apart by what their networks compute. Different genotypes may come to one network, under other names, in another order
 * or with parts that change nothing: what is known of the first holds for all.
 */
final class Twins {
    private final SearchSpace space;
    private final Map<String, Integer> first = new HashMap<>();

    Twins(SearchSpace space) {
        this.space = space;
    }

    /** The earlier trial whose network is that of {@code genotype}; empty if this is the first one of its kind. */
    OptionalInt earlier(int trial, Genotype genotype) {
        Integer known = first.putIfAbsent(space.identity(genotype), trial);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }
}
