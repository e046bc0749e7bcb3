package io.sextant.ir.interpret;

import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import java.util.List;

/** Pooling over windows of integers of one scale and zero point, which pass to the result. */
final class IntegerPooling {
    private final Pool op;
    private final int[] input;
    private final int zero;
    private final Image in;
    private int sum;
    private int count;
    private int max;

    private IntegerPooling(Pool op, int[] input, int zero) {
        this.op = op;
        this.input = input;
        this.zero = zero;
        this.in = Image.of(op.input().type());
    }

    static int[] pool(Quantized op, List<int[]> operands) {
        IntegerPooling pooling = new IntegerPooling((Pool) op.real(), operands.get(0), op.result().zeroPoint());
        Image out = Image.of(op.type());
        int[] result = new int[op.type().elements()];
        for (int i = 0; i < result.length; i++) {
            int position = i / out.channels();
            int y = position / out.width() % out.height();
            pooling.take(position / out.width() / out.height(), y, position % out.width(), i % out.channels());
            result[i] = Math.max(op.low(), Math.min(op.high(), pooling.result()));
        }
        return result;
    }

    private void take(int n, int outY, int outX, int channel) {
        int top = outY * Image.vertical(op.strides(), 1) - Image.vertical(op.padBefore(), 0);
        int left = outX * Image.horizontal(op.strides()) - Image.horizontal(op.padBefore());
        sum = 0;
        count = 0;
        max = Integer.MIN_VALUE;
        for (int y = Math.max(top, 0); y < Math.min(top + Image.vertical(op.kernel(), 1), in.height()); y++) {
            for (int x = Math.max(left, 0); x < Math.min(left + Image.horizontal(op.kernel()), in.width()); x++) {
                int element = input[in.offset(n, y, x) + channel];
                sum += element;
                max = Math.max(max, element);
                count++;
            }
        }
        if (op.countPadding()) {
            int taps = Image.vertical(op.kernel(), 1) * Image.horizontal(op.kernel());
            sum += (taps - count) * zero;
            count = taps;
        }
    }

    /** An average to the nearest integer, of two the one farther from zero. */
    private int result() {
        return op.kind() == Pool.Kind.MAX ? max : (sum + (sum > 0 ? count / 2 : -(count / 2))) / count;
    }
}
