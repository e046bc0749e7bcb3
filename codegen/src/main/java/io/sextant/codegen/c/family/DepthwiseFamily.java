package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One filter per channel. */
final class DepthwiseFamily implements Family {
    private static final List<Integer> STRIPS = List.of(7, 8, 6, 5, 4, 2, 1);
    /** Of windows up to 3 x 3, whose sums are short. */
    private static final List<Integer> NARROW_STRIPS = List.of(6, 4, 7, 8, 5, 2, 1);
    private static final int NARROW_TAPS = 9;
    /** Sums of a strip that hide one another's latency. */
    private static final int ENOUGH_SUMS = 4;

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
        WindowExtents extents = WindowExtents.of((Convolution) kernel.nodes().get(0).op());
        int taps = extents.kernel(0) * extents.kernel(1);
        int tail = TileChoice.tail(lowered.isa(), extents.input().shape().last());
        return (taps > NARROW_TAPS ? STRIPS : NARROW_STRIPS).stream().filter(strip -> strip <= extents.columns())
            .sorted(Comparator.comparingInt(strip -> waste(extents, strip)))
            .map(strip -> new Schedule(Map.of("XS", strip, "UNROLL_KY", taps * strip <= 100 ? 1 : 0, "TAIL", tail))).toList();
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
        WindowExtents extents = WindowExtents.of(op);
        int lanes = lowered.lanes();
        int channels = op.groups();
        int taps = extents.kernel(0) * extents.kernel(1);
        WeightBlock weights = lowered.weights();
        op.bias().ifPresent(bias -> weights.add(channels, () -> lowered.constants().apply(bias).floats()));
        weights.add(taps * weights.padded(channels),
            () -> Packing.padded(lowered.constants().apply(op.filter()).floats(), taps, channels, lanes));
        int[] border = border(extents, schedule.get("XS"));
        Macros macros = extents.macros().put("XS", schedule.get("XS")).put("TAIL", schedule.get("TAIL")).put("C", channels).put("LEFT_END", border[0])
            .put("RIGHT_BEGIN", border[1]).put("KY_LOOP", schedule.get("UNROLL_KY") == 1 ? "UNROLL" : "ROLLED")
            .put("BIAS_FLOATS", op.bias().isPresent() ? weights.padded(channels) : 0);
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.DEPTHWISE_STRIPS);
        return new Instance(macros.all(), text, weights, 0);
    }
}
