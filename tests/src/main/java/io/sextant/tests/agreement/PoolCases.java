package io.sextant.tests.agreement;

import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Pools, reductions and resampling. */
final class PoolCases {
    private PoolCases() {
    }

    static QuantisedCase pool(QuantisedDraw draw, Pool.Kind kind, boolean countPadding) {
        int spatialRank = draw.between(1, 2);
        Value input = draw.input(draw.image(spatialRank, 9, draw.channels(1, 40)));
        List<Integer> kernel = IntStream.range(0, spatialRank).map(axis -> draw.between(1, Math.min(4, input.type().dim(axis + 1)))).boxed().toList();
        Windows windows = Windows.draw(draw, input.type().shape(), kernel, false);
        while (!windows.isShorterThan(kernel) || kind == Pool.Kind.AVERAGE && !countPadding && !isTflites(windows, input.type().shape(), kernel)) {
            windows = Windows.draw(draw, input.type().shape(), kernel, false);
        }
        Windows fitting = windows;
        return draw.quantised(List.of(input), real -> new Pool(real.get(0), kind, kernel, fitting.strides(), fitting.before(), fitting.after(),
            countPadding));
    }

    /** Whether the border is none, or that of SAME. */
    private static boolean isTflites(Windows windows, Shape input, List<Integer> kernel) {
        boolean none = true;
        boolean same = true;
        for (int axis = 0; axis < kernel.size(); axis++) {
            int extent = input.dim(axis + 1);
            int stride = windows.strides().get(axis);
            int total = Math.max(0, ((extent + stride - 1) / stride - 1) * stride + kernel.get(axis) - extent);
            none &= windows.before().get(axis) + windows.after().get(axis) == 0;
            same &= windows.before().get(axis) == total / 2 && windows.after().get(axis) == total - total / 2;
        }
        return none || same;
    }

    static QuantisedCase globalPool(QuantisedDraw draw, Pool.Kind kind) {
        Value input = draw.input(draw.image(draw.between(1, 2), 12, draw.channels(1, 40)));
        return draw.quantised(List.of(input), real -> new GlobalPool(real.get(0), kind));
    }

    static QuantisedCase reduce(QuantisedDraw draw, Reduce.Kind kind) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 9));
        int rank = input.type().rank();
        List<Integer> axes = IntStream.range(0, rank).filter(axis -> draw.chance(0.5)).boxed().toList();
        boolean keepDims = draw.chance(0.5);
        return draw.quantised(List.of(input), real -> new Reduce(real.get(0), kind, axes.isEmpty() ? List.of(rank - 1) : axes, keepDims));
    }

    static QuantisedCase resize(QuantisedDraw draw, Resize.Mode mode) {
        int spatialRank = draw.between(1, 2);
        Value input = draw.input(draw.image(spatialRank, 9, draw.between(1, 9)));
        List<Integer> size = draw.several(spatialRank, 1, 15);
        return draw.quantised(List.of(input), real -> new Resize(real.get(0), size, mode));
    }
}
