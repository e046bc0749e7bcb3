package io.sextant.search.space;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One point of a space: for each of the space's decisions, in the space's order, the index of the option taken. Canonical:
 * decisions that have no effect (a block that depth leaves out) are 0. Written {@code 0-2-1-...}.
 */
public record Genotype(List<Integer> choices) {
    public Genotype {
        choices = List.copyOf(choices);
    }

    public int choice(int decision) {
        return choices.get(decision);
    }

    @Override
    public String toString() {
        return choices.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
