package io.sextant.tests.agreement;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.type.TensorType;
import java.util.Collections;
import java.util.List;

/** Convolution and pooling of channels-last images in f64; those of one spatial dimension have a height of 1. */
final class DoubleWindows {
    private final TensorType in;
    private final TensorType out;
    private final List<Integer> kernel;
    private final List<Integer> strides;
    private final List<Integer> pad;
    private final List<Integer> dilations;

    private DoubleWindows(TensorType in, TensorType out, List<Integer> kernel, List<Integer> strides, List<Integer> pad, List<Integer> dilations) {
        this.in = in;
        this.out = out;
        this.kernel = kernel;
        this.strides = strides;
        this.pad = pad;
        this.dilations = dilations;
    }

    static double[] of(Op op, List<double[]> x) {
        TensorType in = op.operands().get(0).type();
        if (op instanceof Convolution convolution) {
            List<Integer> kernel = convolution.filter().type().shape().dims().subList(0, in.rank() - 2);
            DoubleWindows windows = new DoubleWindows(in, op.type(), kernel, convolution.strides(), convolution.padBefore(), convolution.dilations());
            return DoubleOperators.biased(windows.convolution(x.get(0), x.get(1), convolution.groups()), x.subList(2, x.size()));
        }
        if (op instanceof Pool pool) {
            return new DoubleWindows(in, op.type(), pool.kernel(), pool.strides(), pool.padBefore(), ones(in)).pool(x.get(0), pool.kind(),
                pool.countPadding());
        }
        return new DoubleWindows(in, op.type(), in.shape().dims().subList(1, in.rank() - 1), ones(in), Collections.nCopies(in.rank() - 2, 0),
            ones(in)).pool(x.get(0), ((GlobalPool) op).kind(), false);
    }

    private static List<Integer> ones(TensorType in) {
        return Collections.nCopies(in.rank() - 2, 1);
    }

    private static int vertical(List<Integer> values, int absent) {
        return values.size() == 2 ? values.get(0) : absent;
    }

    private static int horizontal(List<Integer> values) {
        return values.get(values.size() - 1);
    }

    private static int height(TensorType type) {
        return type.rank() == 4 ? type.dim(1) : 1;
    }

    private static int width(TensorType type) {
        return type.dim(type.rank() - 2);
    }

    /** What is done with a tap that is inside of the image. */
    private interface Tap {
        void take(int tap, int inputPixel, int outputPixel);
    }

    private void forEachTap(Tap then) {
        int pixels = out.dim(0) * height(out) * width(out);
        int taps = vertical(kernel, 1) * horizontal(kernel);
        for (int pixel = 0; pixel < pixels; pixel++) {
            int n = pixel / height(out) / width(out);
            for (int tap = 0; tap < taps; tap++) {
                int y = pixel / width(out) % height(out) * vertical(strides, 1) + tap / horizontal(kernel) * vertical(dilations, 1) - vertical(pad, 0);
                int x = pixel % width(out) * horizontal(strides) + tap % horizontal(kernel) * horizontal(dilations) - horizontal(pad);
                if (y >= 0 && y < height(in) && x >= 0 && x < width(in)) {
                    then.take(tap, (n * height(in) + y) * width(in) + x, pixel);
                }
            }
        }
    }

    private double[] convolution(double[] x, double[] filter, int groups) {
        int channels = in.shape().last();
        int filters = out.shape().last();
        int taken = channels / groups;
        int made = filters / groups;
        double[] result = new double[out.elements()];
        forEachTap((tap, from, to) -> {
            for (int c = 0; c < channels; c++) {
                double factor = x[from * channels + c];
                int row = (tap * taken + c % taken) * filters;
                int first = c / taken * made;
                for (int f = first; f < first + made; f++) {
                    result[to * filters + f] += factor * filter[row + f];
                }
            }
        });
        return result;
    }

    private double[] pool(double[] x, Pool.Kind kind, boolean countPadding) {
        int channels = in.shape().last();
        double[] result = new double[out.elements()];
        int[] counts = new int[out.elements() / channels];
        forEachTap((tap, from, to) -> {
            for (int c = 0; c < channels; c++) {
                double next = x[from * channels + c];
                int at = to * channels + c;
                result[at] = kind == Pool.Kind.AVERAGE ? result[at] + next : counts[to] == 0 ? next : Math.max(result[at], next);
            }
            counts[to]++;
        });
        for (int i = 0; kind == Pool.Kind.AVERAGE && i < result.length; i++) {
            result[i] /= countPadding ? vertical(kernel, 1) * horizontal(kernel) : counts[i / channels];
        }
        return result;
    }
}
