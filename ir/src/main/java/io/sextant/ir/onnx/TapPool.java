package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pools that {@link Pool} has no form for, with dilations or whose rounding up adds positions that do not count: along one axis after
 * the other, what each tap of the window sees at all its positions is a slice, and slices are joined by maximum or sum.
 *
 * @param counted the windows with the padding that counts in an average, if padding does
 * @param windows the windows with all padding
 */
record TapPool(Formula formula, Pool.Kind kind, Windows counted, Windows windows, boolean countPadding) {
    private static final int MOST_TAPS = 32;

    /** Of (N, spatial..., C). */
    Value of(Value input) {
        if (!input.type().dtype().isFloating() || windows.kernel().stream().anyMatch(taps -> taps > MOST_TAPS)) {
            throw new InvalidInput("pools with dilations are supported on floating types and up to " + MOST_TAPS
                + " positions of the window per axis, got " + input.type() + " and " + windows.kernel());
        }
        Value x = padded(input);
        for (int axis = 0; axis < windows.kernel().size(); axis++) {
            x = along(x, axis, input.type().dim(axis + 1));
        }
        return x;
    }

    private Value padded(Value input) {
        List<Integer> before = new ArrayList<>(windows.before());
        List<Integer> after = new ArrayList<>(windows.after());
        List.of(before, after).forEach(amounts -> {
            amounts.add(0, 0);
            amounts.add(0);
        });
        boolean none = Collections.max(before) == 0 && Collections.max(after) == 0;
        return none ? input
            : formula.graph().emit(new Pad(input, before, after, kind == Pool.Kind.MAX ? Float.NEGATIVE_INFINITY : 0));
    }

    private Value along(Value x, int axis, int extent) {
        int stride = windows.strides().get(axis);
        int dilation = windows.dilations().get(axis);
        int taps = windows.kernel().get(axis);
        long room = x.type().dim(axis + 1) - (long) (taps - 1) * dilation - 1;
        if (room < 0) {
            throw new InvalidInput(taps + " positions with dilation " + dilation + " do not fit on spatial axis " + axis + " of "
                + x.type());
        }
        int positions = (int) (room / stride) + 1;
        Value counts = counts(x, axis, extent, positions);
        Value joined = null;
        for (int tap = 0; tap < taps; tap++) {
            Value seen = seen(x, axis + 1, tap * dilation, positions);
            joined = tap == 0 ? seen : formula.binary(kind == Pool.Kind.MAX ? Binary.Kind.MAX : Binary.Kind.ADD, joined, seen);
        }
        return kind == Pool.Kind.MAX ? joined : formula.div(joined, counts);
    }

    private Value seen(Value x, int axis, int start, int positions) {
        int stride = windows.strides().get(axis - 1);
        List<Integer> starts = new ArrayList<>(Collections.nCopies(x.type().rank(), 0));
        List<Integer> ends = new ArrayList<>(x.type().shape().dims());
        List<Integer> steps = new ArrayList<>(Collections.nCopies(x.type().rank(), 1));
        starts.set(axis, start);
        ends.set(axis, start + (positions - 1) * stride + 1);
        steps.set(axis, stride);
        return RegionImport.sliced(formula.graph(), x, starts, ends, steps);
    }

    /** How many elements are averaged at each position, to be broadcast to {@code x}. */
    private Value counts(Value x, int axis, int extent, int positions) {
        List<Integer> dims = new ArrayList<>(List.of(positions));
        dims.addAll(Collections.nCopies(x.type().rank() - axis - 2, 1));
        TensorType type = new TensorType(x.type().dtype(), new Shape(dims));
        formula.graph().constants().budget().take(type);
        long first = countPadding ? -counted.before().get(axis) : 0;
        long end = countPadding ? (long) extent + counted.after().get(axis) : extent;
        float[] counts = new float[positions];
        for (int position = 0; position < positions; position++) {
            long at = (long) position * windows.strides().get(axis) - windows.before().get(axis);
            for (int tap = 0; tap < windows.kernel().get(axis); tap++, at += windows.dilations().get(axis)) {
                counts[position] += at >= first && at < end ? 1 : 0;
            }
            if (counts[position] == 0) {
                throw new InvalidInput("a window holds padding alone on spatial axis " + axis);
            }
        }
        return formula.graph().constant(Tensor.of(type, counts));
    }
}
