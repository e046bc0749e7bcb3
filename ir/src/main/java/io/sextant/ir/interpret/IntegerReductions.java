package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Means, sums and extremes of quantised integers along some axes. */
final class IntegerReductions {
    private IntegerReductions() {
    }

    /** Over all spatial positions: TFLite MEAN or REDUCE_MAX. */
    static int[] globalPool(Quantized op, List<int[]> operands) {
        GlobalPool real = (GlobalPool) op.real();
        Rows rows = Rows.along(real.input().type().shape(), IntStream.range(1, real.input().type().rank() - 1).boxed().toList());
        return reduced(op, real.kind() == Pool.Kind.MAX ? Reduce.Kind.MAX : Reduce.Kind.MEAN, rows, operands.get(0));
    }

    static int[] reduce(Quantized op, List<int[]> operands) {
        Reduce real = (Reduce) op.real();
        return reduced(op, real.kind(), Rows.along(real.input().type().shape(), real.axes()), operands.get(0));
    }

    private static int[] reduced(Quantized op, Reduce.Kind kind, Rows rows, int[] input) {
        return switch (kind) {
            case MEAN -> isImage(op) ? imageMeans(op, rows, input) : scaledSums(op, meanMultiplier(op, rows.length()), rows, input);
            case SUM -> realSums(op, rows, input);
            case MAX -> folded(op, Math::max, rows, input);
            case MIN -> folded(op, Math::min, rows, input);
            case PROD, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> throw new AssertionError(kind);
        };
    }

    private static double ratio(Quantized op) {
        return (double) op.inputs().get(0).type().scheme().scale() / op.result().scale();
    }

    /** The ratio of scales divided by {@code count} with as many bits as its mantissa has to spare. */
    private static Multiplier meanMultiplier(Quantized op, int count) {
        Multiplier ratio = Multiplier.of(ratio(op));
        int shift = Math.min(63 - Long.numberOfLeadingZeros(count), Math.min(32, 31 + ratio.exponent()));
        return new Multiplier((int) (((long) ratio.mantissa() << shift) / count), ratio.exponent() - shift);
    }

    private static int[] scaledSums(Quantized op, Multiplier multiplier, Rows rows, int[] input) {
        int zeros = op.inputs().get(0).type().scheme().zeroPoint() * rows.length();
        return summed(op, rows, input, sum -> multiplier.times(sum - zeros) + op.result().zeroPoint());
    }

    /** Whether (N, H, W, C) becomes (N, 1, 1, C), for which TFLite has a kernel of its own for 8 bits; (N, L, C) is of height 1. */
    private static boolean isImage(Quantized op) {
        boolean image = op.real() instanceof GlobalPool || op.real() instanceof Reduce reduce && reduce.keepDims()
            && reduce.input().type().rank() == 4 && reduce.axes().equals(List.of(1, 2));
        return image && op.dtype() != DType.I16;
    }

    /** Sums with their zero points, whose share is taken off as one rounded integer. */
    private static int[] imageMeans(Quantized op, Rows rows, int[] input) {
        Quantisation scheme = op.inputs().get(0).type().scheme();
        float shift = scheme.zeroPoint() * scheme.scale() / op.result().scale();
        int bias = op.result().zeroPoint() - (int) (shift + (shift > 0 ? 0.5f : -0.5f));
        Multiplier multiplier = Multiplier.of(scheme.scale() / (rows.length() * op.result().scale()));
        return summed(op, rows, input, sum -> multiplier.times(sum) + bias);
    }

    /** Sums times the ratio of scales in f32. */
    private static int[] realSums(Quantized op, Rows rows, int[] input) {
        Quantisation scheme = op.inputs().get(0).type().scheme();
        float ratio = scheme.scale() / op.result().scale();
        float bias = -scheme.zeroPoint() * ratio * rows.length();
        return summed(op, rows, input, sum -> (long) FixedPoint.halfAway(sum * ratio + bias) + op.result().zeroPoint());
    }

    private static int[] summed(Quantized op, Rows rows, int[] input, IntToLongFunction scaled) {
        int[] result = new int[rows.count()];
        for (int r = 0; r < result.length; r++) {
            int sum = 0;
            for (int k = 0; k < rows.length(); k++) {
                sum += input[rows.at(r, k)];
            }
            result[r] = (int) Math.max(op.low(), Math.min(op.high(), scaled.applyAsLong(sum)));
        }
        return result;
    }

    private static int[] folded(Quantized op, IntBinaryOperator function, Rows rows, int[] input) {
        int[] result = new int[rows.count()];
        for (int r = 0; r < result.length; r++) {
            int folded = input[rows.at(r, 0)];
            for (int k = 1; k < rows.length(); k++) {
                folded = function.applyAsInt(folded, input[rows.at(r, k)]);
            }
            result[r] = Math.max(op.low(), Math.min(op.high(), folded));
        }
        return result;
    }
}
