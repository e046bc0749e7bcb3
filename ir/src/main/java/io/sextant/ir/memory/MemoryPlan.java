package io.sextant.ir.memory;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a graph's activations lie while its kernels run. Constants lie elsewhere.
 *
 * @param kernels tasks of the arena's workload, in their order there; {@link #ordered()} is the order in which they run
 * @param activations the workload's activation for each graph input and kernel result
 */
public record MemoryPlan(Graph graph, List<PlacedKernel> kernels, Map<Value, Integer> activations, ArenaPlan arena) {
    public MemoryPlan {
        kernels = List.copyOf(kernels);
        activations = Map.copyOf(activations);
    }

    /** Views and element-wise kernels in place, 16 bytes aligned. */
    public static MemoryPlan of(Graph graph, Fusion fusion) {
        return of(graph, fusion, Storing.with(Sharing.IN_PLACE), Effort.USUAL);
    }

    /**
     * The plan with the least peak that is found. Of concatenations and slices that may lie in one another, all are laid so, or those that do
     * no harm one by one, or none; the arena's bounds are those of the choice that was made.
     */
    public static MemoryPlan of(Graph graph, Fusion fusion, Storing storing, Effort effort) {
        List<PlacedKernel> kernels = Kernels.of(graph, fusion);
        MemoryPlan best = null;
        for (Set<Value> laid : SubBuffers.choices(graph, kernels, storing)) {
            KernelWorkload workload = new KernelWorkload(graph, storing, laid);
            ArenaPlan arena = ArenaPlanner.plan(workload.of(kernels), effort);
            best = best == null || arena.peakBytes() < best.arena().peakBytes()
                ? new MemoryPlan(graph, kernels, workload.activations(), arena) : best;
        }
        return best;
    }

    /** The kernels in the order in which they run. */
    public List<PlacedKernel> ordered() {
        return arena.order().stream().map(kernels::get).toList();
    }

    /** Where a graph input or a kernel's result begins in the arena, in bytes. */
    public long offset(Value value) {
        Integer activation = activations.get(value);
        if (activation == null) {
            throw new IllegalArgumentException(value + " does not lie in the arena: it is a constant or within a kernel");
        }
        return arena.offsets().get(activation);
    }
}
