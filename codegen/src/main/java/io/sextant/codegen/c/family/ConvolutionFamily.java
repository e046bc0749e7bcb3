package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Convolutions of any window, stride, dilation and groups, directly, tiled over outputs of a row; some by {@link Winograd} too. */
final class ConvolutionFamily implements Family {
    private static final int TILES = 6;
    /** The cheapest by their multiply-adds alone, of which those are taken that read weights the least. */
    private static final int CANDIDATES = 16;
    /** Of the outputs more than this share have taps beyond the border: a copy between zeros is cheaper than looking. */
    private static final double BORDER = 0.1;
    /** Other ways that are offered: at most as many times as slow. */
    private static final double SLOWER = 1.5;

    private final Lowered lowered;

    ConvolutionFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        Convolution op = (Convolution) kernel.nodes().get(0).op();
        Map<Schedule, Double> direct = direct(op);
        Map<Schedule, Double> costs = new LinkedHashMap<>();
        cheapest(direct, TILES).forEach(schedule -> costs.put(schedule, direct.get(schedule)));
        if (Winograd.does(op)) {
            Winograd winograd = new Winograd(lowered, kernel);
            double most = SLOWER * costs.values().iterator().next();
            winograd.schedules().stream().filter(schedule -> winograd.cost(schedule) <= most)
                .forEach(schedule -> costs.put(schedule, winograd.cost(schedule)));
        }
        return cheapest(costs, costs.size());
    }

    /** Direct schedules and what they cost. */
    private Map<Schedule, Double> direct(Convolution op) {
        WindowExtents extents = WindowExtents.of(op);
        int columns = op.type().shape().last() / op.groups();
        boolean padded = hasPadding(op) && borderShare(extents) > BORDER;
        List<TileChoice> tiles = TileChoice.of(lowered.isa(), extents.columns(), columns);
        ConvolutionCost cost = new ConvolutionCost(lowered.isa(), op.input().type().shape().last() / op.groups(), columns);
        Map<Schedule, Double> costs = new LinkedHashMap<>();
        TileChoice.schedules(lowered.isa(), tiles.subList(0, Math.min(CANDIDATES, tiles.size())), columns,
            tile -> Map.of("PADDED", padded ? 1 : 0, "YB", extents.rows())).forEach(schedule -> costs.put(schedule, op.groups()
                * cost.direct(extents.kernel(0) * extents.kernel(1), (long) op.input().type().dim(0) * extents.rows(), extents.columns(),
                    new TileChoice(schedule.get("MR"), schedule.get("NV")))));
        return costs;
    }

    private static List<Schedule> cheapest(Map<Schedule, Double> costs, int most) {
        return costs.keySet().stream().sorted(Comparator.comparingDouble(costs::get)).limit(most).toList();
    }

    private static boolean hasPadding(Convolution op) {
        return op.padBefore().stream().anyMatch(pad -> pad > 0) || op.padAfter().stream().anyMatch(pad -> pad > 0);
    }

    private static double borderShare(WindowExtents extents) {
        double inside = 1;
        for (int axis = 0; axis < 2; axis++) {
            double all = axis == 0 ? extents.rows() : extents.columns();
            inside *= Math.max(0, all - 2.0 * extents.padding(axis) / extents.stride(axis)) / all;
        }
        return 1 - inside;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        if (Winograd.is(schedule)) {
            return new Winograd(lowered, kernel).instance(schedule);
        }
        Convolution op = (Convolution) kernel.nodes().get(0).op();
        WindowExtents extents = WindowExtents.of(op);
        int lanes = lowered.lanes();
        int cin = op.input().type().shape().last() / op.groups();
        int cout = op.type().shape().last() / op.groups();
        int whole = (cout + lanes - 1) / lanes * lanes;
        int taps = extents.kernel(0) * extents.kernel(1);
        WeightBlock weights = lowered.weights();
        op.bias().ifPresent(bias -> weights.add((long) op.groups() * whole,
            () -> Packing.padded(lowered.constants().apply(bias).floats(), op.groups(), cout, lanes)));
        Packing.Tile tile = new Packing.Tile(schedule.get("NV"), lanes);
        weights.add((long) op.groups() * taps * cin * whole, () -> packed(op, taps * cin, tile));
        long zeros = weights.add(cin, () -> new float[cin]);
        Macros macros = extents.macros().putAll(schedule).put("CIN", cin).put("COUT", cout).put("GROUPS", op.groups())
            .put("BIAS_FLOATS", op.bias().isPresent() ? (long) op.groups() * whole : 0).put("ZEROS", zeros)
            .panels(cout, schedule.get("NV"), lanes);
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.CONVOLUTION_DIRECT);
        return new Instance(macros.all(), text, weights, schedule.get("PADDED") == 1 ? paddedFloats(op, extents) : 0);
    }

    private float[] packed(Convolution op, int rows, Packing.Tile tile) {
        int filters = op.type().shape().last();
        int cout = filters / op.groups();
        int whole = (cout + tile.lanes() - 1) / tile.lanes() * tile.lanes();
        float[] filter = lowered.constants().apply(op.filter()).floats();
        float[] packed = new float[op.groups() * rows * whole];
        for (int group = 0; group < op.groups(); group++) {
            Packing.panels(filter, group * cout, filters, rows, cout, tile, packed, group * rows * whole);
        }
        return packed;
    }

    private static long paddedFloats(Convolution op, WindowExtents extents) {
        long rows = (extents.rows() - 1L) * extents.stride(0) + (extents.kernel(0) - 1L) * extents.dilation(0) + 1;
        long columns = (extents.columns() - 1L) * extents.stride(1) + (extents.kernel(1) - 1L) * extents.dilation(1) + 1;
        return rows * columns * op.input().type().shape().last();
    }
}
