package io.sextant.search.space;

import java.util.List;

/**
 * A place of the chain.
 *
 * @param stage index of the stage, 0 where it is none
 * @param block index of the block in its stage, 0 where it is none
 */
record ChainPlace(Kind kind, int stage, int block) {
    static final ChainPlace STEM = new ChainPlace(Kind.STEM, 0, 0);
    static final ChainPlace HEAD = new ChainPlace(Kind.HEAD, 0, 0);

    /** What stands there. */
    enum Kind { STEM, STAGE, HEAD }

    static ChainPlace of(int stage, int block) {
        return new ChainPlace(Kind.STAGE, stage, block);
    }

    /** What stands there in a network that has this place. */
    Link link(Chain chain) {
        return chain.links().get(index(chain));
    }

    /** The links from the stem to here, this one among them; to the end of the stage where the network has no such block. */
    List<Link> way(Chain chain) {
        return chain.links().subList(0, index(chain) + 1);
    }

    private int index(Chain chain) {
        return switch (kind) {
            case STEM -> 0;
            case STAGE -> chain.place(stage, Math.min(block, chain.architecture().stages().get(stage).size() - 1));
            case HEAD -> chain.links().size() - 1;
        };
    }

    /** {@code stage 2 block 3}, counted from 1. */
    @Override
    public String toString() {
        return switch (kind) {
            case STEM -> "the stem";
            case STAGE -> "stage " + (stage + 1) + " block " + (block + 1);
            case HEAD -> "the head";
        };
    }
}
