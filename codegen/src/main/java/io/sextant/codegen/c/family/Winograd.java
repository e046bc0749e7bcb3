package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Convolutions by windows of three, of stride 1, through minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2016): 2.25 or 4 times fewer multiplications for 3x3, 1.5 or 2 times for one dimension, more weights by 16 : 9 or 4. A number that
 * is infinite, or none, reaches all outputs of its tile.
 */
final class Winograd {
    /** Of a schedule: outputs of a tile. */
    static final String TILE_Y = "TILE_Y";
    static final String TILE_X = "TILE_X";
    private static final int MOST_POINTS = 36;
    private static final int SCHEDULES = 6;
    private static final int REGISTER_TILES = 3;
    /** Inputs at all points and sums of a block should stay in the second-level cache. */
    private static final long SECOND_LEVEL_FLOATS = 160_000;
    private static final double[] SHARES = {0.5, 1, 2, 8};
    /** Weights beyond this are fetched ahead. */
    private static final long STREAMED_FLOATS = 100_000;

    private final Lowered lowered;
    private final PlacedKernel kernel;
    private final Convolution op;
    private final WindowExtents extents;
    private final int cin;
    private final int cout;

    Winograd(Lowered lowered, PlacedKernel kernel) {
        this.lowered = lowered;
        this.kernel = kernel;
        op = (Convolution) kernel.nodes().get(0).op();
        extents = WindowExtents.of(op);
        cin = op.input().type().shape().last();
        cout = op.type().shape().last();
    }

    static boolean does(Convolution op) {
        long weights = op.input().type().shape().last() * (op.type().shape().last() + (long) ConvolutionCost.LINE_FLOATS);
        return weights * MOST_POINTS <= Integer.MAX_VALUE && op.groups() == 1
            && op.kernel().stream().allMatch(taps -> taps == 3 || taps == 1) && op.kernel().contains(3)
            && op.strides().stream().allMatch(stride -> stride == 1) && op.dilations().stream().allMatch(dilation -> dilation == 1);
    }

    /** Whether a schedule of a convolution is one of these. */
    static boolean is(Schedule schedule) {
        return schedule.parameters().containsKey(TILE_Y);
    }

    /** The cheapest by {@link #cost}, of each kind of tile at least one. */
    List<Schedule> schedules() {
        List<Schedule> all = new ArrayList<>();
        List<Schedule> others = new ArrayList<>();
        Comparator<Schedule> byCost = Comparator.comparingDouble(this::cost);
        for (int y : outputs(extents.kernel(0))) {
            for (int x : outputs(extents.kernel(1))) {
                List<Schedule> tiles = new ArrayList<>();
                for (double share : SHARES) {
                    tiles.addAll(blocked(y, x, (long) (share * SECOND_LEVEL_FLOATS)));
                }
                List<Schedule> sorted = tiles.stream().distinct().sorted(byCost).toList();
                all.add(sorted.get(0));
                others.addAll(sorted.subList(1, sorted.size()));
            }
        }
        others.stream().sorted(byCost).limit(Math.max(0, SCHEDULES - all.size())).forEach(all::add);
        all.sort(byCost);
        return all;
    }

    private static List<Integer> outputs(int taps) {
        return taps == 1 ? List.of(1) : List.of(4, 2);
    }

    /** As many tiles at once as {@code floats} hold. */
    private List<Schedule> blocked(int y, int x, long floats) {
        long points = (long) WinogradFilter.points(y) * WinogradFilter.points(x);
        long tiles = tiles(y, x);
        long most = Math.max(1, Math.min(tiles, floats / (points * (cin + 2L * lowered.lanes()))));
        long blocks = (tiles + most - 1) / most;
        long even = (tiles + blocks - 1) / blocks;
        List<TileChoice> choices = TileChoice.of(lowered.isa(), even, cout);
        return TileChoice.schedules(lowered.isa(), choices.subList(0, Math.min(REGISTER_TILES, choices.size())), cout, tile -> {
            long block = Math.min(tiles, (even + tile.rows() - 1) / tile.rows() * tile.rows());
            boolean streamed = points * cin * cout > STREAMED_FLOATS;
            long passes = (block + tile.rows() - 1) / tile.rows();
            long ahead = streamed ? (tile.vectors() * lowered.lanes() + passes - 1) / passes : 0;
            return Map.of(TILE_Y, y, TILE_X, x, "BLOCK", (int) block, "AHEAD", (int) ahead);
        });
    }

    private long tiles(int y, int x) {
        return (long) op.input().type().dim(0) * ((extents.rows() + y - 1) / y) * ((extents.columns() + x - 1) / x);
    }

    /** Time in fused multiply-adds of a vector. */
    double cost(Schedule schedule) {
        int y = schedule.get(TILE_Y);
        int x = schedule.get(TILE_X);
        long tiles = tiles(y, x);
        ConvolutionCost cost = new ConvolutionCost(lowered.isa(), cin, cout);
        return cost.winograd(WinogradFilter.points(y) * WinogradFilter.points(x), tiles, schedule);
    }

    Instance instance(Schedule schedule) {
        int lanes = lowered.lanes();
        int y = schedule.get(TILE_Y);
        int x = schedule.get(TILE_X);
        int points = WinogradFilter.points(y) * WinogradFilter.points(x);
        WeightBlock weights = lowered.weights();
        int whole = (int) weights.padded(cout);
        op.bias().ifPresent(bias -> weights.add(whole, () -> lowered.constants().apply(bias).floats()));
        Packing.Tile tile = new Packing.Tile(schedule.get("NV"), lanes);
        weights.add((long) points * cin * whole, () -> packed(y, x, points, tile));
        long zeros = weights.add(cin, () -> new float[cin]);
        long step = spaced(cin, lanes);
        long block = schedule.get("BLOCK");
        long width = (long) tile.vectors() * lanes;
        long pointStep = oddLines(block * step);
        long sumStep = oddLines(block * width);
        Macros macros = extents.macros().putAll(schedule).put("CIN", cin).put("COUT", cout).put("K", cin).put("LDA", step)
            .put("POINT_STEP", pointStep).put("SUM_STEP", sumStep).put("OUT_STEP", width).put("FINISHED(value, row, column)", "value")
            .put("BIAS_FLOATS", op.bias().isPresent() ? whole : 0).put("ZEROS", zeros).panels(cout, tile.vectors(), lanes);
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.PRODUCT_TILES, KernelSource.CONVOLUTION_WINOGRAD);
        return new Instance(macros.all(), text, weights, points * (pointStep + sumStep));
    }

    /** [panel][point][CIN][vectors][lanes]. */
    private float[] packed(int y, int x, int points, Packing.Tile tile) {
        float[] filters = WinogradFilter.of(lowered.constants().apply(op.filter()).floats(), y, x);
        int whole = (cout + tile.lanes() - 1) / tile.lanes() * tile.lanes();
        float[] packed = new float[points * cin * whole];
        Packing.panels(filters, 0, cout, points * cin, cout, tile, packed, 0);
        return packed;
    }

    /** Floats from one tile's inputs to the next's: rows of a register tile that lie a power of two apart would share few sets of the cache. */
    private static long spaced(int cin, int lanes) {
        long whole = (cin + lanes - 1L) / lanes * lanes;
        return whole % ConvolutionCost.ALIASED_FLOATS == 0 ? whole + ConvolutionCost.LINE_FLOATS : whole;
    }

    /** An odd number of cache lines: all points of a tile, so far apart, are in different sets. */
    private static long oddLines(long floats) {
        return ((floats + ConvolutionCost.LINE_FLOATS - 1) / ConvolutionCost.LINE_FLOATS | 1) * ConvolutionCost.LINE_FLOATS;
    }
}
