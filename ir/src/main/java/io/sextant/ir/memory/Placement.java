package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Offsets of blocks: two-dimensional strip packing with fixed times. Blocks are put one by one at the least offset that is free, in
 * several orders; the best is improved by changes to its order; what is then above the bound is searched exactly by
 * {@link ExactPlacement}, within a budget.
 */
final class Placement {
    private static final long SEED = 11;

    private final Clearances clearances;
    private final long bound;

    /** Offsets, one per block. */
    record Found(long[] offsets, long peak) {
    }

    /** @param bound no placement has a lower peak */
    Placement(Clearances clearances, long bound) {
        this.clearances = clearances;
        this.bound = bound;
    }

    Found best(Effort effort) {
        Found best = heuristic();
        best = best.peak() > bound ? improved(best, effort.improvements()) : best;
        if (best.peak() > bound && clearances.count() <= effort.mostExactBlocks()) {
            best = new ExactPlacement(clearances, bound).improve(best, effort.placementStates());
        }
        return best;
    }

    private Found heuristic() {
        Comparator<Block> bySize = Comparator.comparingLong(Block::bytes).reversed();
        Comparator<Block> byLength = Comparator.<Block>comparingInt(block -> block.last() - block.first()).reversed();
        Comparator<Block> byArea = Comparator.<Block>comparingLong(block -> block.bytes() * (block.last() - block.first() + 1)).reversed();
        Found best = null;
        for (Comparator<Block> order : List.of(bySize.thenComparing(byLength), byLength.thenComparing(bySize), byArea,
            Comparator.comparingInt(Block::first).thenComparing(bySize), Comparator.comparingInt(Block::last).reversed().thenComparing(bySize))) {
            int[] sequence = IntStream.range(0, clearances.count()).boxed().sorted(Comparator.comparing(clearances::block, order))
                .mapToInt(Integer::intValue).toArray();
            Found found = placed(sequence);
            best = best == null || found.peak() < best.peak() ? found : best;
        }
        return best;
    }

    private Found placed(int[] sequence) {
        long[] offsets = new long[sequence.length];
        Arrays.fill(offsets, -1);
        long peak = 0;
        for (int block : sequence) {
            offsets[block] = lowest(block, offsets);
            peak = Math.max(peak, offsets[block] + clearances.bytes(block));
        }
        return new Found(offsets, peak);
    }

    /** The least offset at which {@code block} can lie among those that have one. */
    private long lowest(int block, long[] offsets) {
        int[] meeting = clearances.meeting(block);
        long[][] taken = new long[meeting.length][];
        int count = 0;
        for (int other : meeting) {
            if (offsets[other] >= 0) {
                taken[count++] = new long[] {offsets[other] - clearances.gap(block, other), offsets[other] + clearances.gap(other, block)};
            }
        }
        Arrays.sort(taken, 0, count, Comparator.comparingLong(range -> range[0]));
        long offset = 0;
        for (int i = 0; i < count && taken[i][0] < offset; i++) {
            offset = Math.max(offset, taken[i][1]);
        }
        return offset;
    }

    /** Puts blocks that make the peak, or any, elsewhere in the order of their placing, as long as that does no harm. */
    private Found improved(Found start, int rounds) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Integer> sequence = new ArrayList<>(IntStream.range(0, clearances.count()).boxed()
            .sorted(Comparator.comparingLong(block -> start.offsets()[block])).toList());
        Found best = start;
        Found current = placed(array(sequence));
        for (int round = 0; round < rounds && best.peak() > bound; round++) {
            List<Integer> changed = new ArrayList<>(sequence);
            if (random.nextBoolean()) {
                int from = random.nextBoolean() ? changed.indexOf(highest(current)) : random.nextInt(changed.size());
                changed.add(random.nextInt(from + 1), changed.remove(from));
            } else {
                Collections.swap(changed, random.nextInt(changed.size()), random.nextInt(changed.size()));
            }
            Found found = placed(array(changed));
            if (found.peak() <= current.peak()) {
                sequence = changed;
                current = found;
                best = found.peak() < best.peak() ? found : best;
            }
        }
        return best;
    }

    private int highest(Found found) {
        return IntStream.range(0, clearances.count()).filter(block -> found.offsets()[block] + clearances.bytes(block) == found.peak())
            .findFirst().orElseThrow();
    }

    private static int[] array(List<Integer> sequence) {
        return sequence.stream().mapToInt(Integer::intValue).toArray();
    }
}
