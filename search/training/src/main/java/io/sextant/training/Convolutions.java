package io.sextant.training;

import io.sextant.ir.op.Convolution;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions by whichever of libtorch's kernels is fastest in training on a CPU. */
final class Convolutions {
    /** From this kernel on, the gradient of a depthwise filter costs a third if the line stands upright (measured at 16-128 channels). */
    private static final int UPRIGHT_KERNEL = 5;

    private Convolutions() {
    }

    /** The input with explicit zeros where the padding is not the same on both sides, which libtorch does not take. */
    static Tensor padded(Convolution op, Tensor input) {
        return isSymmetric(op) ? input : Pooling.padded(input, Pooling.around(op.padBefore()), Pooling.around(op.padAfter()), 0);
    }

    private static boolean isSymmetric(Convolution op) {
        return op.padBefore().equals(op.padAfter());
    }

    /** @param input (N, spatial..., Cin), padded by {@link #padded} */
    static Tensor convolution(Convolution op, Tensor input, Tensor filter, TensorOptional bias) {
        if (isPointwise(op)) {
            int channels = op.input().type().shape().last();
            return torch.linear(input, filter.view(channels, op.type().shape().last()).t(), bias);
        }
        int spatial = op.strides().size();
        ImageView view = new ImageView(spatial, spatial == 1 && op.isDepthwise() && op.kernel().get(0) >= UPRIGHT_KERNEL);
        List<Integer> padding = isSymmetric(op) ? op.padBefore() : Collections.nCopies(spatial, 0);
        return view.channelsLast(torch.conv2d(view.image(input), view.filter(filter), bias, view.pair(op.strides(), 1),
            view.pair(padding, 0), view.pair(op.dilations(), 1), op.groups()));
    }

    /** A dense layer at every position. */
    private static boolean isPointwise(Convolution op) {
        return op.groups() == 1 && op.kernel().stream().allMatch(extent -> extent == 1)
            && op.strides().stream().allMatch(stride -> stride == 1) && op.padBefore().stream().allMatch(zeros -> zeros == 0)
            && op.padAfter().stream().allMatch(zeros -> zeros == 0);
    }
}
