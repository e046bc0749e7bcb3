package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans workloads: an order, then a placement for it; the workload's own order too where that one leaves a gap. */
public final class ArenaPlanner {
    private final Workload workload;
    private final Effort effort;

    private ArenaPlanner(Workload workload, Effort effort) {
        this.workload = workload;
        this.effort = effort;
    }

    /** The plan with the least peak that is found; of equals the one of the workload's own order. */
    public static ArenaPlan plan(Workload workload, Effort effort) {
        return new ArenaPlanner(workload, effort).plan();
    }

    private ArenaPlan plan() {
        OrderProblem problem = new OrderProblem(workload);
        OrderSearch.Found found = new OrderSearch(problem).best(effort.orderStates());
        List<Integer> given = IntStream.range(0, workload.tasks().size()).boxed().toList();
        Set<List<Integer>> orders = new LinkedHashSet<>(List.of(found.order()));
        orders.add(given);
        ArenaPlan best = null;
        for (List<Integer> order : orders) {
            long bound = problem.peak(order);
            if (best == null || bound < best.peakBytes()) {
                ArenaPlan plan = placed(order, bound, found.bound());
                best = best == null || plan.peakBytes() < best.peakBytes() ? plan : best;
            }
        }
        return best;
    }

    private ArenaPlan placed(List<Integer> order, long bound, long lowerBound) {
        Lifetimes lifetimes = new Lifetimes(workload, order);
        List<Block> blocks = List.of();
        Placement.Found best = null;
        for (Lifetimes.InPlace choice : Lifetimes.InPlace.values()) {
            if (best == null || best.peak() > bound) {
                List<Block> candidate = lifetimes.blocks(choice);
                Placement.Found found = new Placement(new Clearances(lifetimes, candidate), bound).best(effort);
                blocks = best == null || found.peak() < best.peak() ? candidate : blocks;
                best = best == null || found.peak() < best.peak() ? found : best;
            }
        }
        return plan(order, lifetimes.storages(), blocks, best.offsets(), new Bounds(bound, lowerBound));
    }

    private record Bounds(long order, long all) {
    }

    private ArenaPlan plan(List<Integer> order, Storages storages, List<Block> blocks, long[] blockOffsets, Bounds bounds) {
        long[] ofStorage = new long[workload.activations().size()];
        List<Long> scratch = new ArrayList<>(Collections.nCopies(workload.tasks().size(), 0L));
        for (int i = 0; i < blockOffsets.length; i++) {
            long offset = blockOffsets[i];
            blocks.get(i).storages().forEach(storage -> ofStorage[storage] = offset);
            blocks.get(i).scratchOf().ifPresent(task -> scratch.set(task, offset));
        }
        List<Long> offsets = IntStream.range(0, ofStorage.length).mapToObj(activation -> ofStorage[storages.of(activation)]
            + storages.offset(activation)).toList();
        return new ArenaPlan(workload, order, offsets, scratch, bounds.order(), bounds.all());
    }
}
