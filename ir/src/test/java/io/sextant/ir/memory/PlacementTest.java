package io.sextant.ir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Effort EXACT = new Effort(0, 0, 1_000_000, 100);

    /** All offsets in steps of the alignment, below a peak that is known to be enough. */
    private static boolean fits(Clearances clearances, long[] offsets, int next, long peak, int step) {
        if (next == offsets.length) {
            return true;
        }
        for (long offset = 0; offset + clearances.bytes(next) <= peak; offset += step) {
            offsets[next] = offset;
            boolean free = IntStream.of(clearances.meeting(next)).filter(other -> other < next).allMatch(other ->
                offsets[other] - offsets[next] >= clearances.gap(next, other) || offsets[next] - offsets[other] >= clearances.gap(other, next));
            if (free && fits(clearances, offsets, next + 1, peak, step)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noPlacementIsBetterThanTheExactOne() {
        int aboveBound = 0;
        for (long seed = 0; seed < 600; seed++) {
            Workload workload = Workloads.random(seed, 7, seed % 3 != 0);
            Workload coarse = new Workload(workload.activations(), workload.tasks(), workload.inputs(), workload.outputs(), 16);
            List<Integer> order = IntStream.range(0, 7).boxed().toList();
            Lifetimes lifetimes = new Lifetimes(coarse, order);
            Clearances clearances = new Clearances(lifetimes, lifetimes.blocks(Lifetimes.InPlace.OLDEST));
            long bound = new OrderProblem(coarse).peak(order);
            Placement.Found found = new Placement(clearances, bound).best(EXACT);
            assertTrue(found.peak() == bound || !fits(clearances, new long[clearances.count()], 0, found.peak() - 16, 16),
                "seed " + seed + " has a placement below " + found.peak());
            aboveBound += found.peak() > bound ? 1 : 0;
        }
        assertTrue(aboveBound > 0, "no peak is above what is alive");
    }

    /** Placing in a few orders leaves gaps that the exact search closes. */
    @Test
    void theExactSearchIsNeverWorseAndSometimesBetter() {
        int better = 0;
        for (long seed = 0; seed < 600; seed++) {
            Workload workload = Workloads.random(seed, 8, true);
            List<Integer> order = IntStream.range(0, 8).boxed().toList();
            Lifetimes lifetimes = new Lifetimes(workload, order);
            Clearances clearances = new Clearances(lifetimes, lifetimes.blocks(Lifetimes.InPlace.YOUNGEST));
            long bound = new OrderProblem(workload).peak(order);
            long heuristic = new Placement(clearances, bound).best(Effort.BRIEF).peak();
            long exact = new Placement(clearances, bound).best(EXACT).peak();
            assertTrue(exact >= bound, "seed " + seed);
            better += exact < new Placement(clearances, bound).best(new Effort(0, 0, 0, 0)).peak() ? 1 : 0;
            assertTrue(exact <= heuristic, "seed " + seed + ": " + exact + ", " + heuristic);
        }
        assertTrue(better > 5, better + " of 600 are better");
    }

    /** An old and a young operand of the result's size die: the one that is chosen gives its place. */
    @Test
    void equalResultsLieInPlaceOfTheOperandThatIsChosen() {
        List<Activation> activations = List.of(new Activation("old", 32), new Activation("young", 32), new Activation("sum", 32));
        Workload workload = new Workload(activations, List.of(new Task("make", List.of(0), 1, OptionalInt.empty(), 0, List.of()),
            new Task("add", List.of(0, 1), 2, OptionalInt.empty(), 0, List.of(new Overlap(0, 0), new Overlap(1, 0)))), List.of(0), List.of(2), 16);
        Lifetimes lifetimes = new Lifetimes(workload, List.of(0, 1));
        assertEquals(List.of(List.of(0, 2), List.of(1)), lifetimes.blocks(Lifetimes.InPlace.OLDEST).stream().map(Block::storages).toList());
        assertEquals(List.of(List.of(0), List.of(1, 2)), lifetimes.blocks(Lifetimes.InPlace.YOUNGEST).stream().map(Block::storages).toList());
    }
}
