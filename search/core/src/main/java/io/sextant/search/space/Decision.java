package io.sextant.search.space;

import java.util.Locale;

/**
 * A choice among at least two options.
 *
 * @param stage index of the stage, -1 for the whole network
 * @param block index of the block in its stage, -1 for the whole stage
 */
record Decision(Subject subject, int stage, int block, int options) {
    /** What is chosen. */
    enum Subject { RESOLUTION, WIDTH, DEPTH, KERNEL, EXPANSION, SQUEEZE, GROUPS, HEADS, PRECISION }

    /** The decision that this describes, whatever its options. */
    record Key(Subject subject, int stage, int block) {
    }

    Key key() {
        return new Key(subject, stage, block);
    }

    /** {@code stage 2 block 1 kernel}, counted from 1 as a person does. */
    @Override
    public String toString() {
        return (stage < 0 ? "" : "stage " + (stage + 1) + " ") + (block < 0 ? "" : "block " + (block + 1) + " ")
            + subject.name().toLowerCase(Locale.ROOT);
    }
}
