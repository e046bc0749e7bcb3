package io.sextant.ir.memory;

import java.util.stream.IntStream;

/**
 * Branch and bound over placements. Some optimal placement has every block on the ground or on one below it, so blocks are placed by
 * ascending offset, each as low as those placed allow; a branch ends where one block, or all that are still to be placed at one time, do
 * not fit below the best peak.
 */
final class ExactPlacement {
    private final Clearances clearances;
    private final long bound;
    private final int times;
    private final long[] offsets;
    private final long[] savings;
    private final boolean[] isPlaced;
    private long[] best;
    private long bestPeak;
    private long states;

    ExactPlacement(Clearances clearances, long bound) {
        this.clearances = clearances;
        this.bound = bound;
        int count = clearances.count();
        times = IntStream.range(0, count).map(i -> clearances.block(i).last()).max().orElse(0) + 1;
        offsets = new long[count];
        isPlaced = new boolean[count];
        savings = savings();
    }

    /** What overlaps can save at each time at most. */
    private long[] savings() {
        long[] saved = new long[times];
        for (int lower = 0; lower < clearances.count(); lower++) {
            for (int upper : clearances.meeting(lower)) {
                long overlap = Math.min(clearances.bytes(lower) - clearances.gap(lower, upper), clearances.bytes(upper));
                saved[clearances.block(lower).first()] += Math.max(0, overlap);
            }
        }
        return saved;
    }

    /** A placement better than {@code known} if {@code budget} partial placements find one. */
    Placement.Found improve(Placement.Found known, long budget) {
        best = known.offsets();
        bestPeak = known.peak();
        states = budget;
        search(new long[clearances.count()], new Top(0, -1, 0, 0));
        return new Placement.Found(best, bestPeak);
    }

    /**
     * How far a placement is.
     *
     * @param last the offset of the block placed last: all others lie no lower
     * @param block that block
     */
    private record Top(int placed, int block, long last, long peak) {
    }

    /**
     * Places what is not placed yet.
     *
     * @param lows for each block, the least offset that the blocks below it allow
     * @return false if the budget ran out
     */
    private boolean search(long[] lows, Top top) {
        if (top.peak() >= bestPeak) {
            return true;
        }
        if (top.placed() == offsets.length) {
            best = offsets.clone();
            bestPeak = top.peak();
            return true;
        }
        if (bestPeak == bound || !fits(lows, top.last())) {
            return true;
        }
        for (int block : candidates(lows, top)) {
            if (states-- <= 0) {
                return false;
            }
            if (lows[block] + clearances.bytes(block) < bestPeak && !descend(block, lows, top)) {
                return false;
            }
        }
        return true;
    }

    private boolean descend(int block, long[] lows, Top top) {
        offsets[block] = lows[block];
        isPlaced[block] = true;
        long[] raised = lows.clone();
        for (int other : clearances.meeting(block)) {
            raised[other] = Math.max(raised[other], lows[block] + clearances.gap(block, other));
        }
        long peak = Math.max(top.peak(), lows[block] + clearances.bytes(block));
        boolean complete = search(raised, new Top(top.placed() + 1, block, lows[block], peak));
        isPlaced[block] = false;
        return complete;
    }

    /** Blocks that can lie next, the lowest first, of those the largest. */
    private int[] candidates(long[] lows, Top top) {
        return IntStream.range(0, offsets.length).filter(block -> !isPlaced[block] && lows[block] >= top.last())
            .filter(block -> lows[block] > top.last() || block > top.block() || meet(block, top.block())).boxed()
            .sorted((a, b) -> lows[a] != lows[b] ? Long.compare(lows[a], lows[b]) : Long.compare(clearances.bytes(b), clearances.bytes(a)))
            .mapToInt(Integer::intValue).toArray();
    }

    /** Of blocks at one offset that do not meet, one order is enough. */
    private boolean meet(int block, int other) {
        return clearances.block(block).meets(clearances.block(other));
    }

    /** Whether a block that was left out below the last one can no longer be lifted by others, and so should have been placed before. */
    private boolean isStuck(int block, long low, long last) {
        return low < last && IntStream.of(clearances.meeting(block)).allMatch(other -> isPlaced[other]);
    }

    /** Whether what is not placed can still lie below the best peak, each block by itself and all of each time together. */
    private boolean fits(long[] lows, long last) {
        long[] waiting = new long[times + 1];
        for (int block = 0; block < offsets.length; block++) {
            if (!isPlaced[block]) {
                if (Math.max(lows[block], last) + clearances.bytes(block) >= bestPeak || isStuck(block, lows[block], last)) {
                    return false;
                }
                waiting[clearances.block(block).first()] += clearances.bytes(block);
                waiting[clearances.block(block).last() + 1] -= clearances.bytes(block);
            }
        }
        long sum = 0;
        for (int time = 0; time < times; time++) {
            sum += waiting[time];
            if (last + sum - savings[time] >= bestPeak && sum > 0) {
                return false;
            }
        }
        return true;
    }
}
