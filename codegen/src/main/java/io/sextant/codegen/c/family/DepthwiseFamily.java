package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One filter per channel. */
final class DepthwiseFamily implements Family {
    private static final List<Integer> STRIPS = List.of(7, 8, 6, 5, 4, 2, 1);
    /** Of windows up to 3 x 3, whose sums are short. */
    private static final List<Integer> NARROW_STRIPS = List.of(6, 4, 7, 8, 5, 2, 1);
    private static final int NARROW_TAPS = 9;
    /** Sums of a strip that hide one another's latency. */
    private static final int ENOUGH_SUMS = 4;

    /** What stays in the first-level caches of most CPUs beside what is written. */
    private static final int FIRST_LEVEL_FLOATS = 5_500;
    private static final int LEAST_BLOCK = 2;
    private static final int MOST_STRIPS = 4;

    private final Lowered lowered;

    DepthwiseFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    /** Whether this family does it: one filter for each channel, and not several. */
    static boolean does(Convolution op) {
        return op.isDepthwise() && op.type().shape().last() == op.groups();
    }

    /** The first column of the result whose taps are all inside, and the one behind the last. */
    private static int[] inside(WindowExtents extents) {
        int stride = extents.stride(1);
        int reach = (extents.kernel(1) - 1) * extents.dilation(1);
        int first = (extents.padding(1) + stride - 1) / stride;
        int end = Math.floorDiv(extents.width() - 1 - reach + extents.padding(1), stride) + 1;
        end = Math.max(0, Math.min(end, extents.columns()));
        return new int[] {Math.min(first, end), end};
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        Convolution op = (Convolution) kernel.nodes().get(0).op();
        List<Schedule> strips = schedules(op);
        List<Schedule> schedules = new ArrayList<>();
        for (int block : blocks(WindowExtents.of(op))) {
            strips.stream().limit(MOST_STRIPS).map(strip -> strip.with("CB", block)).forEach(schedules::add);
        }
        return schedules;
    }

    /** Of all channels together. */
    List<Schedule> schedules(Convolution op) {
        WindowExtents extents = WindowExtents.of(op);
        int taps = extents.kernel(0) * extents.kernel(1);
        int tail = TileChoice.tail(lowered.isa(), op.groups());
        return (taps > NARROW_TAPS ? STRIPS : NARROW_STRIPS).stream().filter(strip -> strip <= extents.columns())
            .sorted(Comparator.comparingInt(strip -> waste(extents, strip)))
            .map(strip -> new Schedule(Map.of("XS", strip, "UNROLL_KY", taps * strip <= 100 ? 1 : 0, "TAIL", tail, "CB", vectors(op.groups()))))
            .toList();
    }

    private int vectors(int channels) {
        return (channels + lowered.lanes() - 1) / lowered.lanes();
    }

    /**
     * Vectors of channels that go through all rows together: those whose filters and rows under one window stay in the first-level cache,
     * and all, which come first where multiply-adds hide the loads, or less than two neighbouring cache lines would be read.
     */
    private List<Integer> blocks(WindowExtents extents) {
        int all = vectors(extents.input().shape().last());
        int floats = lowered.lanes() * extents.kernel(0) * (extents.width() + extents.kernel(1));
        int fitting = Math.max(1, Math.min(all, FIRST_LEVEL_FLOATS / floats));
        boolean pays = extents.kernel(0) * extents.kernel(1) <= NARROW_TAPS && fitting >= LEAST_BLOCK;
        return (pays ? Stream.of(fitting, all, Math.min(all, 2 * fitting)) : Stream.of(all, fitting)).distinct().toList();
    }

    /** Sums that a row lacks for all strips to have enough to hide latencies. */
    private static int waste(WindowExtents extents, int strip) {
        int rest = extents.columns() % strip;
        int strips = extents.columns() / strip;
        return strips * Math.max(0, ENOUGH_SUMS - strip) + (rest == 0 ? 0 : Math.max(0, ENOUGH_SUMS - rest));
    }

    /** Columns before the first strip whose taps are all inside, and those before the first strip behind it that are not. */
    private static int[] border(WindowExtents extents, int strip) {
        int[] inside = inside(extents);
        int left = Math.min(extents.columns(), (inside[0] + strip - 1) / strip * strip);
        return new int[] {left, left + Math.max(0, inside[1] - left) / strip * strip};
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Convolution op = (Convolution) kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        long bias = addBias(op, weights);
        addTaps(op, weights);
        Macros macros = macros(op, schedule).put("LINE(y)", "(y)").put("BIAS_FLOATS", bias < 0 ? 0 : weights.padded(op.groups()));
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.DEPTHWISE_STRIPS);
        return new Instance(macros.all(), text, weights, 0);
    }

    /** What the template needs, but for where its operand and its weights lie. */
    static Macros macros(Convolution op, Schedule schedule) {
        WindowExtents extents = WindowExtents.of(op);
        int[] border = border(extents, schedule.get("XS"));
        return extents.macros().put("XS", schedule.get("XS")).put("TAIL", schedule.get("TAIL")).put("CB", schedule.get("CB")).put("C", op.groups())
            .put("LEFT_END", border[0]).put("RIGHT_BEGIN", border[1]).put("KY_LOOP", schedule.get("UNROLL_KY") == 1 ? "UNROLL" : "ROLLED");
    }

    /** Where the bias lies; -1 if there is none. */
    long addBias(Convolution op, WeightBlock weights) {
        return op.bias().map(bias -> weights.add(op.groups(), () -> lowered.constants().apply(bias).floats())).orElse(-1L);
    }

    /** Where the filters lie. */
    long addTaps(Convolution op, WeightBlock weights) {
        int taps = op.kernel().stream().reduce(1, Math::multiplyExact);
        return weights.add(taps * weights.padded(op.groups()),
            () -> Packing.padded(lowered.constants().apply(op.filter()).floats(), taps, op.groups(), lowered.lanes()));
    }
}
