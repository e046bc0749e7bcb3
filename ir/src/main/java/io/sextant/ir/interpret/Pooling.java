package io.sextant.ir.interpret;

import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;

/** Pooling over windows and over all positions. */
final class Pooling {
    private Pooling() {
    }

    static float[] pool(Pool op, float[] input) {
        Image out = Image.of(op.type());
        float[] result = new float[op.type().elements()];
        for (int n = 0; n < out.batch(); n++) {
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x++) {
                    for (int c = 0; c < out.channels(); c++) {
                        result[out.offset(n, y, x) + c] = (float) window(op, input, n, y, x, c);
                    }
                }
            }
        }
        return result;
    }

    static float[] globalPool(GlobalPool op, float[] input) {
        Image in = Image.of(op.input().type());
        float[] result = new float[op.type().elements()];
        for (int n = 0; n < in.batch(); n++) {
            for (int c = 0; c < in.channels(); c++) {
                Taken taken = new Taken(op.kind());
                for (int position = 0; position < in.height() * in.width(); position++) {
                    taken.add(input[in.offset(n, 0, 0) + position * in.channels() + c]);
                }
                result[n * in.channels() + c] = (float) taken.result(in.height() * in.width());
            }
        }
        return result;
    }

    private static double window(Pool op, float[] input, int n, int outY, int outX, int channel) {
        Image in = Image.of(op.input().type());
        int kernelHeight = Image.vertical(op.kernel(), 1);
        int kernelWidth = Image.horizontal(op.kernel());
        int top = outY * Image.vertical(op.strides(), 1) - Image.vertical(op.padBefore(), 0);
        int left = outX * Image.horizontal(op.strides()) - Image.horizontal(op.padBefore());
        Taken taken = new Taken(op.kind());
        int inside = 0;
        for (int y = top; y < top + kernelHeight; y++) {
            for (int x = left; x < left + kernelWidth; x++) {
                if (in.contains(y, x)) {
                    taken.add(input[in.offset(n, y, x) + channel]);
                    inside++;
                }
            }
        }
        return taken.result(op.countPadding() ? kernelHeight * kernelWidth : inside);
    }

    /** The maximum or the sum of what was added. */
    private static final class Taken {
        private final Pool.Kind kind;
        private double value;

        Taken(Pool.Kind kind) {
            this.kind = kind;
            this.value = kind == Pool.Kind.MAX ? Double.NEGATIVE_INFINITY : 0;
        }

        void add(double element) {
            value = kind == Pool.Kind.MAX ? Math.max(value, element) : value + element;
        }

        double result(int count) {
            return kind == Pool.Kind.MAX ? value : value / count;
        }
    }
}
