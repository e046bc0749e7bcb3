package io.sextant.ir.interpret;

import io.sextant.ir.op.Convolution;
import java.util.Arrays;
import java.util.Optional;

/** Convolution: the sum over kernel taps and the group's input channels of input times filter, plus bias. */
final class Convolutions {
    private Convolutions() {
    }

    static float[] convolution(Convolution op, float[] input, float[] filter, Optional<float[]> bias) {
        Image out = Image.of(op.type());
        float[] result = new float[op.type().elements()];
        double[] sums = new double[out.channels()];
        for (int n = 0; n < out.batch(); n++) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    Arrays.fill(sums, 0);
                    position(op, input, filter, new int[] {n, y, x}, sums);
                    int offset = out.offset(n, y, x);
                    for (int c = 0; c < sums.length; c++) {
                        result[offset + c] = (float) (sums[c] + (bias.isPresent() ? bias.get()[c] : 0));
                    }
                }
            }
        }
        return result;
    }

    /** Adds to {@code sums} all output channels at output position {@code at} = (n, y, x). */
    private static void position(Convolution op, float[] input, float[] filter, int[] at, double[] sums) {
        Image in = Image.of(op.input().type());
        int top = at[1] * Image.vertical(op.strides(), 1) - Image.vertical(op.padBefore(), 0);
        int left = at[2] * Image.horizontal(op.strides()) - Image.horizontal(op.padBefore());
        int kernelWidth = Image.horizontal(op.kernel());
        int taps = Image.vertical(op.kernel(), 1) * kernelWidth;
        int perTap = in.channels() / op.groups() * sums.length;
        for (int tap = 0; tap < taps; tap++) {
            int y = top + tap / kernelWidth * Image.vertical(op.dilations(), 1);
            int x = left + tap % kernelWidth * Image.horizontal(op.dilations());
            if (in.contains(y, x)) {
                tap(op.groups(), in.channels(), new Cursor(input, in.offset(at[0], y, x)), new Cursor(filter, tap * perTap), sums);
            }
        }
    }

    /** Adds the products of one input position (Cin) with one filter tap (Cin / groups, Cout). */
    private static void tap(int groups, int channels, Cursor position, Cursor weights, double[] sums) {
        int taken = channels / groups;
        int made = sums.length / groups;
        for (int group = 0; group < groups; group++) {
            for (int ci = 0; ci < taken; ci++) {
                double factor = position.data[position.offset + group * taken + ci];
                int row = weights.offset + ci * sums.length;
                for (int co = group * made; co < (group + 1) * made; co++) {
                    sums[co] += factor * weights.data[row + co];
                }
            }
        }
    }

    private record Cursor(float[] data, int offset) {
    }
}
