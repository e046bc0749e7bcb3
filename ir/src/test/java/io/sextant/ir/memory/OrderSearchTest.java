package io.sextant.ir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OrderSearchTest {
    private static final int ENOUGH = 100_000;

    @Test
    void noOrderIsBetterThanTheExactOne() {
        int better = 0;
        for (long seed = 0; seed < 300; seed++) {
            Workload workload = Workloads.random(seed, 7, seed % 2 == 0);
            OrderProblem problem = new OrderProblem(workload);
            OrderSearch.Found found = new OrderSearch(problem).best(ENOUGH);
            long least = Workloads.orders(workload).stream().mapToLong(problem::peak).min().orElseThrow();
            workload.checkOrder(found.order());
            assertEquals(least, found.peak(), "seed " + seed);
            assertEquals(least, found.bound(), "seed " + seed);
            assertEquals(found.peak(), problem.peak(found.order()), "seed " + seed);
            better += least < problem.peak(List.of(0, 1, 2, 3, 4, 5, 6)) ? 1 : 0;
        }
        assertTrue(better > 30, better + " of 300 are better than the order that was given");
    }

    /** What lies in a concatenation is there from its first part on; the bytes alive are those of the plan's spans. */
    @Test
    void partsOfOneResultAreAliveTogether() {
        int joined = 0;
        for (long seed = 0; seed < 300; seed++) {
            Workload workload = Workloads.joined(seed, 7);
            OrderProblem problem = new OrderProblem(workload);
            for (List<Integer> order : Workloads.orders(workload).stream().limit(60).toList()) {
                assertEquals(alive(workload, order), problem.peak(order), "seed " + seed + " " + order);
            }
            OrderSearch.Found found = new OrderSearch(problem).best(ENOUGH);
            long least = Workloads.orders(workload).stream().mapToLong(problem::peak).min().orElseThrow();
            assertEquals(least, found.peak(), "seed " + seed);
            assertEquals(least, found.bound(), "seed " + seed);
            assertTrue(ArenaPlanner.plan(workload, Effort.USUAL).peakBytes() >= least);
            joined += workload.tasks().stream().anyMatch(task -> task.views().size() > 1) ? 1 : 0;
        }
        assertTrue(joined > 50, joined + " of 300 join several operands");
    }

    private static long alive(Workload workload, List<Integer> order) {
        List<Long> apart = new ArrayList<>();
        Lifetimes lifetimes = new Lifetimes(workload, order);
        for (int time = 0; time <= order.size() + 1; time++) {
            int now = time;
            long bytes = lifetimes.storages().all().stream().map(lifetimes::of).filter(life -> life.first() <= now && life.last() >= now)
                .mapToLong(Block::bytes).sum();
            apart.add(bytes + (time == 0 || time > order.size() ? 0 : workload.tasks().get(order.get(time - 1)).scratchBytes()));
        }
        return Collections.max(apart);
    }

    @Test
    void withoutBudgetTheBoundStaysABound() {
        for (long seed = 0; seed < 300; seed++) {
            OrderProblem problem = new OrderProblem(Workloads.random(seed, 9, true));
            OrderSearch.Found exact = new OrderSearch(problem).best(ENOUGH);
            for (int states : new int[] {0, 1, 3, 10}) {
                OrderSearch.Found brief = new OrderSearch(problem).best(states);
                assertTrue(brief.bound() <= exact.peak() && exact.peak() <= brief.peak(), "seed " + seed + ": " + brief);
            }
        }
    }

    /** Two branches from one input, each wide inside and narrow at its end: one after the other is best. */
    @Test
    void branchesRunOneAfterTheOther() {
        List<Activation> activations = List.of(new Activation("x", 16), new Activation("wide0", 160), new Activation("wide1", 160),
            new Activation("narrow0", 16), new Activation("narrow1", 16), new Activation("y", 16));
        Workload workload = new Workload(activations, List.of(task(0, 1), task(0, 2), task(1, 3), task(2, 4),
            new Task("sum", List.of(3, 4), 5, OptionalInt.empty(), 0, List.of())), List.of(0), List.of(5), 16);
        OrderSearch.Found found = new OrderSearch(new OrderProblem(workload)).best(ENOUGH);
        assertEquals(16 + 160 + 16, found.peak());
        assertEquals(16 + 160 + 160, new OrderProblem(workload).peak(List.of(0, 1, 2, 3, 4)));
    }

    private static Task task(int operand, int result) {
        return new Task("task" + result, List.of(operand), result, OptionalInt.empty(), 0, List.of());
    }
}
