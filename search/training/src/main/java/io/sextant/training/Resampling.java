package io.sextant.training;

import io.sextant.ir.op.Resize;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Resize by the IR's definitions. */
final class Resampling {
    private Resampling() {
    }

    static Tensor resize(Resize op, Tensor input) {
        return switch (op.mode()) {
            case NEAREST -> nearest(op, input);
            case LINEAR -> linear(op, input);
        };
    }

    /** In whole numbers, since libtorch rounds the ratio of the extents to a float. */
    private static Tensor nearest(Resize op, Tensor input) {
        Tensor resized = input;
        for (int axis = 1; axis <= op.size().size(); axis++) {
            long from = op.input().type().dim(axis);
            long to = op.size().get(axis - 1);
            int[] sources = IntStream.range(0, Math.toIntExact(to)).map(position -> (int) (position * from / to)).toArray();
            resized = resized.index_select(axis, Torch.tensor(sources));
        }
        return resized;
    }

    private static Tensor linear(Resize op, Tensor input) {
        ImageView view = ImageView.of(op.input().type().shape());
        return view.channelsLast(torch.upsample_bilinear2d(view.image(input), view.pair(op.size(), 1), false, new DoubleOptional(),
            new DoubleOptional()));
    }
}
