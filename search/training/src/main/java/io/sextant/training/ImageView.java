package io.sextant.training;

import io.sextant.ir.type.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sees channels-last tensors as libtorch's images (N, C, H, W) without moving an element: libtorch calls that memory format
 * "channels last" and is faster on it than on its own default. One spatial dimension lies along the width of an image of height 1, or
 * {@code upright}, along its height.
 */
record ImageView(int spatial, boolean upright) {
    private int missingAxis() {
        return upright ? 2 : 1;
    }

    /** (N, spatial..., C) to (N, C, H, W). */
    Tensor image(Tensor channelsLast) {
        return (spatial == 2 ? channelsLast : channelsLast.unsqueeze(missingAxis())).permute(0, 3, 1, 2);
    }

    /** (N, C, H, W) to (N, spatial..., C). */
    Tensor channelsLast(Tensor image) {
        Tensor permuted = image.permute(0, 2, 3, 1);
        return (spatial == 2 ? permuted : permuted.squeeze(missingAxis())).contiguous();
    }

    /** (kernel..., Cin / groups, Cout) to (Cout, Cin / groups, H, W). */
    Tensor filter(Tensor filter) {
        return (spatial == 2 ? filter : filter.unsqueeze(upright ? 1 : 0)).permute(3, 2, 0, 1);
    }

    /** One entry for the height and one for the width; {@code otherwise} for the dimension that is not there. */
    long[] pair(List<Integer> perDimension, long otherwise) {
        if (spatial == 2) {
            return new long[] {perDimension.get(0), perDimension.get(1)};
        }
        long entry = perDimension.get(0);
        return upright ? new long[] {entry, otherwise} : new long[] {otherwise, entry};
    }

    /** (N, spatial..., C) of all its dimensions. */
    static ImageView of(Shape shape) {
        return new ImageView(shape.rank() - 2, false);
    }
}
