package io.sextant.ir.interpret;

import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** One number of each row of a tensor, or running sums along it. */
final class Reductions {
    private Reductions() {
    }

    static Tensor reduce(Reduce op, Tensor input) {
        Rows rows = Rows.along(input.type().shape(), op.axes());
        if (input.type().dtype().isFloating()) {
            float[] result = new float[rows.count()];
            for (int r = 0; r < result.length; r++) {
                result[r] = (float) reduced(op.kind(), rows.row(input.floats(), r));
            }
            return Tensor.rounded(op.type(), result);
        }
        long[] elements = Integers.of(input);
        long[] result = new long[rows.count()];
        for (int r = 0; r < result.length; r++) {
            result[r] = reduced(op.kind(), rows.row(elements, r));
        }
        return Integers.tensor(op.type(), result);
    }

    private static double reduced(Reduce.Kind kind, double[] row) {
        return switch (kind) {
            case SUM -> Arrays.stream(row).sum();
            case MEAN -> Arrays.stream(row).sum() / row.length;
            case MAX -> Arrays.stream(row).reduce(Double.NEGATIVE_INFINITY, Math::max);
            case MIN -> Arrays.stream(row).reduce(Double.POSITIVE_INFINITY, Math::min);
            case PROD -> Arrays.stream(row).reduce(1, (a, b) -> a * b);
            case L1 -> Arrays.stream(row).map(Math::abs).sum();
            case L2 -> Math.sqrt(reduced(Reduce.Kind.SUM_SQUARE, row));
            case SUM_SQUARE -> Arrays.stream(row).map(x -> x * x).sum();
            case LOG_SUM_EXP -> logSumExp(row);
        };
    }

    /** The maximum is taken out, so that no exponential overflows. */
    private static double logSumExp(double[] row) {
        double max = reduced(Reduce.Kind.MAX, row);
        return Double.isInfinite(max) ? max : max + Math.log(Arrays.stream(row).map(x -> Math.exp(x - max)).sum());
    }

    private static long reduced(Reduce.Kind kind, long[] row) {
        return switch (kind) {
            case SUM -> Arrays.stream(row).sum();
            case MAX -> Arrays.stream(row).reduce(Long.MIN_VALUE, Math::max);
            case MIN -> Arrays.stream(row).reduce(Long.MAX_VALUE, Math::min);
            case PROD -> Arrays.stream(row).reduce(1, (a, b) -> a * b);
            case MEAN, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> throw new AssertionError(kind);
        };
    }

    static Tensor argReduce(ArgReduce op, Tensor input) {
        Rows rows = Rows.along(input.type().shape(), List.of(op.axis()));
        boolean max = op.kind() == ArgReduce.Kind.MAX;
        long[] result = new long[rows.count()];
        if (input.type().dtype().isFloating()) {
            for (int r = 0; r < result.length; r++) {
                double[] row = rows.row(input.floats(), r);
                result[r] = first(row.length, (k, best) -> max ? row[k] > row[best] : row[k] < row[best]);
            }
        } else {
            long[] elements = Integers.of(input);
            for (int r = 0; r < result.length; r++) {
                long[] row = rows.row(elements, r);
                result[r] = first(row.length, (k, best) -> max ? row[k] > row[best] : row[k] < row[best]);
            }
        }
        return Tensor.ofLongs(op.type(), result);
    }

    /** The first of the best positions. */
    private static int first(int length, Better better) {
        int best = 0;
        for (int k = 1; k < length; k++) {
            best = better.than(k, best) ? k : best;
        }
        return best;
    }

    /** Whether position {@code k} is better than {@code best}. */
    private interface Better {
        boolean than(int k, int best);
    }

    static Tensor cumulativeSum(CumulativeSum op, Tensor input) {
        Rows rows = Rows.along(input.type().shape(), List.of(op.axis()));
        return input.type().dtype().isFloating() ? Tensor.rounded(op.type(), runningSums(rows, input.floats()))
            : Integers.tensor(op.type(), runningSums(rows, Integers.of(input)));
    }

    private static float[] runningSums(Rows rows, float[] elements) {
        float[] result = new float[elements.length];
        for (int r = 0; r < rows.count(); r++) {
            double sum = 0;
            for (int k = 0; k < rows.length(); k++) {
                sum += elements[rows.at(r, k)];
                result[rows.at(r, k)] = (float) sum;
            }
        }
        return result;
    }

    private static long[] runningSums(Rows rows, long[] elements) {
        long[] result = new long[elements.length];
        for (int r = 0; r < rows.count(); r++) {
            long sum = 0;
            for (int k = 0; k < rows.length(); k++) {
                sum += elements[rows.at(r, k)];
                result[rows.at(r, k)] = sum;
            }
        }
        return result;
    }
}
