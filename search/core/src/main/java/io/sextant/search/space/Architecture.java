package io.sextant.search.space;

import java.util.List;
import java.util.stream.Collectors;

/** A genotype in the values of its options: what is built. */
record Architecture(double width, List<List<Block>> stages) {
    Architecture {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** The chosen values of a block. */
    record Block(int kernel, int expansion, boolean squeeze) {
        @Override
        public String toString() {
            return "k" + kernel + "e" + expansion + (squeeze ? "+se" : "");
        }
    }

    /** {@code w0.75 | k5e2 k3e4+se | k7e1 | ...}. */
    @Override
    public String toString() {
        String multiplier = width == Math.rint(width) ? String.valueOf((long) width) : String.valueOf(width);
        return "w" + multiplier + stages.stream()
            .map(blocks -> blocks.stream().map(Block::toString).collect(Collectors.joining(" ", " | ", ""))).collect(Collectors.joining());
    }
}
