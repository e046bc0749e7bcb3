package io.sextant.ir.interpret;

import io.sextant.ir.op.Convolution;

/** The sums of a convolution in 32 bits, which wrap around, position by position. */
final class IntegerConvolution {
    private final Convolution op;
    private final int[] input;
    private final int[] filter;
    private final Image in;
    private final int kernelWidth;
    private final int[] sums;

    /** Of elements without their zero points. */
    IntegerConvolution(Convolution op, int[] input, int[] filter) {
        this.op = op;
        this.input = input;
        this.filter = filter;
        this.in = Image.of(op.input().type());
        this.kernelWidth = Image.horizontal(op.kernel());
        this.sums = new int[op.type().shape().last()];
    }

    /** Requantises {@code bias} plus the sums of every position. */
    int[] requantised(int[] bias, Requantisation requantisation) {
        Image out = Image.of(op.type());
        int[] result = new int[op.type().elements()];
        for (int n = 0; n < out.batch(); n++) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    System.arraycopy(bias, 0, sums, 0, sums.length);
                    addPosition(n, y, x);
                    requantisation.write(sums, result, out.offset(n, y, x));
                }
            }
        }
        return result;
    }

    private void addPosition(int n, int outY, int outX) {
        int top = outY * Image.vertical(op.strides(), 1) - Image.vertical(op.padBefore(), 0);
        int left = outX * Image.horizontal(op.strides()) - Image.horizontal(op.padBefore());
        int taps = Image.vertical(op.kernel(), 1) * kernelWidth;
        int perTap = filter.length / taps;
        for (int tap = 0; tap < taps; tap++) {
            int y = top + tap / kernelWidth * Image.vertical(op.dilations(), 1);
            int x = left + tap % kernelWidth * Image.horizontal(op.dilations());
            if (in.contains(y, x)) {
                addTap(in.offset(n, y, x), tap * perTap);
            }
        }
    }

    /** Adds the products of the input position (Cin) at {@code from} with the filter tap (Cin / groups, Cout) at {@code weights}. */
    private void addTap(int from, int weights) {
        int taken = in.channels() / op.groups();
        int made = sums.length / op.groups();
        if (taken == 1 && made == 1) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += input[from + c] * filter[weights + c];
            }
            return;
        }
        for (int group = 0; group < op.groups(); group++) {
            for (int ci = 0; ci < taken; ci++) {
                addScaled(input[from + group * taken + ci], weights + ci * sums.length, group * made, made);
            }
        }
    }

    private void addScaled(int factor, int row, int first, int count) {
        for (int co = first; co < first + count; co++) {
            sums[co] += factor * filter[row + co];
        }
    }
}
