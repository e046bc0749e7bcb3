package io.sextant.search.space;

import io.sextant.ir.quantize.Precision;
import java.util.List;
import java.util.stream.Collectors;

/** A genotype in the values of its options: what is built. */
record Architecture(Scale scale, List<List<Block>> stages) {
    Architecture {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /**
     * What is chosen for the network as a whole; with the place in the chain it determines the type of what comes in there.
     *
     * @param resolution extent of every spatial dimension of the input; 0 where the declared input is the only one
     * @param width      what the declared widths are multiplied by
     */
    record Scale(int resolution, double width) {
    }

    /** The chosen values of a block. */
    record Block(BlockKind kind, int kernel, int expansion, boolean squeeze, int groups, int heads, Precision precision) {
        Block withGroups(int others) {
            return new Block(kind, kernel, expansion, squeeze, others, heads, precision);
        }

        Block withHeads(int others) {
            return new Block(kind, kernel, expansion, squeeze, groups, others, precision);
        }

        @Override
        public String toString() {
            String integers = precision == Precision.I8 ? "+i8" : "";
            if (kind == BlockKind.ATTENTION) {
                return "h" + heads + "e" + expansion + integers;
            }
            return "k" + kernel + "e" + expansion + (groups == 1 ? "" : "g" + groups) + (squeeze ? "+se" : "") + integers;
        }
    }

    /** {@code w0.75 | k5e2 k3e4+se | k7e1 | ...}; beside a resolution, as in {@code r224 | ...}, a width of 1 is left out. */
    @Override
    public String toString() {
        return network() + stages.stream()
            .map(blocks -> blocks.stream().map(Block::toString).collect(Collectors.joining(" ", " | ", ""))).collect(Collectors.joining());
    }

    private String network() {
        double width = scale.width();
        String multiplier = "w" + (width == Math.rint(width) ? String.valueOf((long) width) : String.valueOf(width));
        if (scale.resolution() == 0) {
            return multiplier;
        }
        return "r" + scale.resolution() + (width == 1 ? "" : " " + multiplier);
    }
}
