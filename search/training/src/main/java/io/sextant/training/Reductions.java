package io.sextant.training;

import io.sextant.ir.op.Reduce;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** Reductions over several axes as libtorch operators. */
final class Reductions {
    private Reductions() {
    }

    static Tensor reduce(Reduce op, Tensor input) {
        long[] axes = op.axes().stream().mapToLong(Integer::longValue).toArray();
        boolean keep = op.keepDims();
        return switch (op.kind()) {
            case SUM -> input.sum(axes, keep, new ScalarTypeOptional());
            case MEAN -> input.mean(axes, keep, new ScalarTypeOptional());
            case MAX -> input.amax(axes, keep);
            case MIN -> input.amin(axes, keep);
            case PROD -> product(input, axes, keep);
            case L1 -> input.abs().sum(axes, keep, new ScalarTypeOptional());
            case L2 -> input.square().sum(axes, keep, new ScalarTypeOptional()).sqrt();
            case SUM_SQUARE -> input.square().sum(axes, keep, new ScalarTypeOptional());
            case LOG_SUM_EXP -> input.logsumexp(axes, keep);
        };
    }

    /** libtorch takes one axis at a time; the last first, so that the others keep their places. */
    private static Tensor product(Tensor input, long[] axes, boolean keep) {
        Tensor result = input;
        for (int i = axes.length - 1; i >= 0; i--) {
            result = result.prod(axes[i], keep, new ScalarTypeOptional());
        }
        return result;
    }
}
