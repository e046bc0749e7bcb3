package io.sextant.ir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArenaPlanTest {
    /** x (64) -> a (64), in place or from 16 bytes behind; a -> b (32); b and a view of it -> y. */
    private static Workload chain(List<Overlap> overlaps) {
        List<Activation> activations = List.of(new Activation("x", 64), new Activation("a", 64), new Activation("b", 32),
            new Activation("view", 32), new Activation("y", 16));
        return new Workload(activations, List.of(new Task("first", List.of(0), 1, OptionalInt.empty(), 0, overlaps),
            new Task("second", List.of(1), 2, OptionalInt.empty(), 16, List.of()),
            new Task("view", List.of(2), 3, OptionalInt.of(2), 0, List.of()),
            new Task("third", List.of(2, 3), 4, OptionalInt.empty(), 0, List.of())), List.of(0), List.of(4), 16);
    }

    private static ArenaPlan plan(Workload workload, List<Long> offsets, long scratch) {
        return new ArenaPlan(workload, List.of(0, 1, 2, 3), offsets, List.of(0L, scratch, 0L, 0L), 1, 1);
    }

    private static void assertRefused(String constraint, List<Overlap> overlaps, List<Long> offsets, long scratch) {
        String message = assertThrows(IllegalArgumentException.class, () -> plan(chain(overlaps), offsets, scratch)).getMessage();
        assertTrue(message.startsWith("arena plan " + constraint + ": "), message);
    }

    @Test
    void whatIsNotAliveTogetherSharesBytes() {
        ArenaPlan plan = plan(chain(List.of()), List.of(0L, 64L, 0L, 0L, 32L), 32);
        assertEquals(128, plan.peakBytes());
        assertEquals(127.0, plan.gap());
    }

    @Test
    void whatIsAliveTogetherDoesNot() {
        assertRefused("A3", List.of(), List.of(0L, 48L, 0L, 0L, 32L), 32);
        assertRefused("A3", List.of(), List.of(0L, 64L, 0L, 0L, 16L), 32);
    }

    @Test
    void overlapsKeepTheirDistance() {
        List<Overlap> overlaps = List.of(new Overlap(0, 16));
        assertEquals(80, plan(chain(overlaps), List.of(16L, 0L, 64L, 64L, 0L), 96).peakBytes() - 32);
        assertRefused("A3", overlaps, List.of(0L, 0L, 64L, 64L, 0L), 96);
        assertRefused("A3", overlaps, List.of(0L, 16L, 80L, 80L, 0L), 112);
    }

    /** The result of the last task may not take the place of an output that the task uses. */
    @Test
    void outputsOutliveTheLastTask() {
        Workload workload = new Workload(List.of(new Activation("x", 16), new Activation("y", 16)),
            List.of(new Task("copy", List.of(0), 1, OptionalInt.empty(), 0, List.of(new Overlap(0, 0)))), List.of(0), List.of(0, 1), 16);
        assertThrows(IllegalArgumentException.class, () -> new ArenaPlan(workload, List.of(0), List.of(0L, 0L), List.of(0L), 1, 1));
        assertEquals(32, ArenaPlanner.plan(workload, Effort.USUAL).peakBytes());
    }

    @Test
    void scratchIsApartFromWhatIsAlive() {
        assertRefused("A4", List.of(), List.of(0L, 64L, 0L, 0L, 32L), 64);
        assertRefused("A4", List.of(), List.of(0L, 64L, 0L, 0L, 32L), 16);
    }

    @Test
    void offsetsAreAlignedAndViewsLieWithTheirOperands() {
        assertRefused("A2", List.of(), List.of(0L, 72L, 0L, 0L, 32L), 32);
        assertRefused("A2", List.of(), List.of(0L, 64L, 0L, 16L, 32L), 32);
    }

    @Test
    void ordersKeepOperandsBeforeResults() {
        Workload workload = chain(List.of());
        List<Long> offsets = List.of(0L, 64L, 0L, 0L, 32L);
        List<Long> scratch = List.of(0L, 32L, 0L, 0L);
        assertThrows(IllegalArgumentException.class, () -> new ArenaPlan(workload, List.of(1, 0, 2, 3), offsets, scratch, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ArenaPlan(workload, List.of(0, 1, 2), offsets, scratch, 1, 1));
    }

    @Test
    void boundsAreNotAboveThePeak() {
        assertThrows(IllegalArgumentException.class, () -> new ArenaPlan(chain(List.of()), List.of(0, 1, 2, 3),
            List.of(0L, 64L, 0L, 0L, 32L), List.of(0L, 32L, 0L, 0L), 129, 1));
    }

    /** Every plan passes the validation. */
    @Test
    void plansOfRandomWorkloadsAreOptimalOrKnowTheirGap() {
        int proven = 0;
        for (long seed = 0; seed < 400; seed++) {
            ArenaPlan plan = ArenaPlanner.plan(Workloads.random(seed, 3 + (int) (seed % 12), seed % 3 != 0), Effort.USUAL);
            assertTrue(plan.gap() >= 0, "seed " + seed);
            proven += plan.gap() == 0 ? 1 : 0;
        }
        assertTrue(proven > 360, proven + " of 400 are proven optimal");
    }

    @Test
    void workloadsThatCannotRunAreRefused() {
        List<Activation> two = List.of(new Activation("x", 16), new Activation("y", 32));
        Task task = new Task("task", List.of(0), 1, OptionalInt.empty(), 0, List.of());
        assertThrows(IllegalArgumentException.class, () -> new Workload(two, List.of(task), List.of(), List.of(1), 16));
        assertThrows(IllegalArgumentException.class, () -> new Workload(two, List.of(task, task), List.of(0), List.of(1), 16));
        assertThrows(IllegalArgumentException.class, () -> new Workload(two, List.of(), List.of(0), List.of(0), 16));
        assertThrows(IllegalArgumentException.class, () -> new Workload(two, List.of(task), List.of(0), List.of(1), 12));
        Task view = new Task("view", List.of(0), 1, OptionalInt.of(0), 0, List.of());
        assertThrows(IllegalArgumentException.class, () -> new Workload(two, List.of(view), List.of(0), List.of(1), 16));
        assertThrows(IllegalArgumentException.class, () -> new Task("t", List.of(0), 1, OptionalInt.of(2), 0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Task("t", List.of(0), 1, OptionalInt.empty(), 0, List.of(new Overlap(3, 0))));
        List<Activation> none = new ArrayList<>();
        assertEquals(0, ArenaPlanner.plan(new Workload(none, List.of(), List.of(), List.of(), 16), Effort.USUAL).peakBytes());
    }
}
