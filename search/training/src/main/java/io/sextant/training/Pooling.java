package io.sextant.training;

import io.sextant.ir.op.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Windowed pooling with the IR's padding, which may be uneven and wider than libtorch takes: made explicit before the pooling. */
final class Pooling {
    private Pooling() {
    }

    static Tensor pool(Pool op, Tensor input) {
        ImageView view = ImageView.of(op.input().type().shape());
        List<Integer> before = around(op.padBefore());
        List<Integer> after = around(op.padAfter());
        if (op.kind() == Pool.Kind.MAX) {
            return view.channelsLast(torch.max_pool2d(view.image(padded(input, before, after, Float.NEGATIVE_INFINITY)),
                view.pair(op.kernel(), 1), view.pair(op.strides(), 1), new long[] {0, 0}, new long[] {1, 1}, false));
        }
        Tensor average = average(op, view, padded(input, before, after, 0));
        if (op.countPadding() || Collections.max(before) == 0 && Collections.max(after) == 0) {
            return average;
        }
        Tensor present = torch.ones_like(input.narrow(0, 0, 1)).detach();
        return average.div(average(op, view, padded(present, before, after, 0)));
    }

    private static Tensor average(Pool op, ImageView view, Tensor input) {
        return view.channelsLast(torch.avg_pool2d(view.image(input), view.pair(op.kernel(), 1), view.pair(op.strides(), 1),
            new long[] {0, 0}, false, true, new LongOptional()));
    }

    /** Spatial amounts as amounts for every dimension of (N, spatial..., C). */
    static List<Integer> around(List<Integer> spatial) {
        List<Integer> all = new ArrayList<>(spatial);
        all.add(0, 0);
        all.add(0);
        return all;
    }

    /** {@code input} with a border of {@code value}; amounts have one entry per dimension. */
    static Tensor padded(Tensor input, List<Integer> before, List<Integer> after, float value) {
        if (Collections.max(before) == 0 && Collections.max(after) == 0) {
            return input;
        }
        int rank = before.size();
        long[] fromLast = new long[2 * rank];
        for (int axis = 0; axis < rank; axis++) {
            fromLast[2 * (rank - 1 - axis)] = before.get(axis);
            fromLast[2 * (rank - 1 - axis) + 1] = after.get(axis);
        }
        return torch.constant_pad_nd(input, fromLast, new Scalar(value));
    }
}
