package io.sextant.ir.memory;

import java.util.Arrays;
import java.util.List;

/** For blocks that are alive together, how far apart their beginnings have to be. */
final class Clearances {
    private static final long FREE = -1;

    private final List<Block> blocks;
    private final long[][] gap;
    private final int[][] meeting;

    Clearances(Lifetimes lifetimes, List<Block> blocks) {
        this.blocks = blocks;
        int count = blocks.size();
        gap = new long[count][count];
        meeting = new int[count][];
        for (int i = 0; i < count; i++) {
            int[] met = new int[count];
            int number = 0;
            for (int j = 0; j < count; j++) {
                boolean meets = i != j && blocks.get(i).meets(blocks.get(j));
                gap[i][j] = meets ? gap(lifetimes, blocks.get(i), blocks.get(j)) : FREE;
                if (meets) {
                    met[number++] = j;
                }
            }
            meeting[i] = Arrays.copyOf(met, number);
        }
    }

    private static long gap(Lifetimes lifetimes, Block lower, Block upper) {
        long distance = lifetimes.distance(lower, upper).orElse(lower.bytes());
        return Math.min(distance, lower.bytes());
    }

    int count() {
        return blocks.size();
    }

    Block block(int index) {
        return blocks.get(index);
    }

    long bytes(int index) {
        return blocks.get(index).bytes();
    }

    /** The blocks that are alive together with one. */
    int[] meeting(int index) {
        return meeting[index];
    }

    /** How far {@code upper} has to begin behind {@code lower} at least, if it is the one behind. Only for blocks that meet. */
    long gap(int lower, int upper) {
        return gap[lower][upper];
    }
}
