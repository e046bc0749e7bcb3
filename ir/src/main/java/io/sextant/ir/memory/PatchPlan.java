package io.sextant.ir.memory;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A plan in which the first kernels run patch by patch (Lin et al., MCUNetV2, 2021): of their results there is never more than one patch,
 * and what neighbouring patches both need is computed for each of them. Kernels of a patch read their operands where these lie, in a
 * graph input the tile of the patch; the last of them writes its tile of the whole result.
 *
 * @param kernels all of the graph's; the arena has a task for each, in this order, behind a first one that makes room for what the
 *     patches make together
 * @param patched how many of the kernels run by patches
 * @param grid patches along each spatial dimension
 * @param macs of one inference with patches
 */
public record PatchPlan(Graph graph, List<PlacedKernel> kernels, int patched, List<Integer> grid, long macs, ArenaPlan arena) {
    /**
     * One patch.
     *
     * @param tiles what of each activation it computes or takes
     * @param graph from the tiles of the graph's inputs that it takes, in their order, to the tile of the patched kernels' result
     */
    public record Patch(Map<Value, Tile> tiles, Graph graph) {
        public Patch {
            tiles = Map.copyOf(tiles);
        }
    }

    /** A region and how it is cut. */
    private record Candidate(PatchGrid grid, long macs, Workload workload, long peak) {
    }

    public PatchPlan {
        kernels = List.copyOf(kernels);
        grid = List.copyOf(grid);
    }

    /**
     * The plan with the least peak over all regions and grids, among equals the one with fewest multiply-accumulates; empty if the graph
     * has no two first kernels that can run by patches.
     *
     * @param mostMacs multiply-accumulates to spend, as a multiple of those of the graph, e.g. 1.5
     */
    public static Optional<PatchPlan> best(Graph graph, Fusion fusion, Storing storing, double mostMacs) {
        List<PlacedKernel> kernels = Kernels.of(graph, fusion);
        GraphCost cost = GraphCost.of(graph);
        List<Candidate> candidates = new ArrayList<>();
        for (PatchRegion region : PatchRegion.of(graph, kernels)) {
            for (PatchGrid grid : PatchGrid.of(region)) {
                long macs = cost.macs() + grid.extraMacs(cost);
                if (macs <= mostMacs * cost.macs()) {
                    Workload workload = new KernelWorkload(graph, storing).of(kernels, region, grid.largest()::get);
                    long peak = new OrderProblem(workload).peak(IntStream.range(0, workload.tasks().size()).boxed().toList());
                    candidates.add(new Candidate(grid, macs, workload, peak));
                }
            }
        }
        return candidates.stream().min(Comparator.comparingLong(Candidate::peak).thenComparingLong(Candidate::macs))
            .map(best -> new PatchPlan(graph, kernels, best.grid().region().kernels().size(),
                best.grid().counts(), best.macs(),
                ArenaPlanner.plan(best.workload(), Effort.USUAL)));
    }

    private PatchRegion region() {
        return new PatchRegion(graph, kernels.subList(0, patched));
    }

    /** What the patched kernels make. */
    public Value stage() {
        return region().stage();
    }

    /** The graph's inputs that the patched kernels take. */
    public List<Value> inputs() {
        return region().inputs();
    }

    /** The patches, row by row. */
    public List<Patch> patches() {
        PatchRegion region = region();
        return new PatchGrid(region, grid).patches().stream().map(tiles -> new Patch(tiles, PatchGraph.of(region, tiles))).toList();
    }

    /** Multiply-accumulates that are computed more than once, as a share of the graph's. */
    public double recomputed() {
        long whole = GraphCost.of(graph).macs();
        return macs == whole ? 0 : (double) (macs - whole) / whole;
    }
}
