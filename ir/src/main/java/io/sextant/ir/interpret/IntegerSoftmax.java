package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Softmax;
import java.util.List;

/** Softmax of 8-bit integers by a table of exp(-scale d) in f32, over their distances d from the maximum. */
final class IntegerSoftmax {
    private static final int DISTANCES = 256;

    private IntegerSoftmax() {
    }

    static int[] softmax(Quantized op, List<int[]> operands) {
        Softmax real = (Softmax) op.real();
        float[] table = table(op.inputs().get(0).type().scheme().scale());
        Rows rows = Rows.along(real.type().shape(), List.of(real.axis()));
        int[] result = new int[op.type().elements()];
        for (int r = 0; r < rows.count(); r++) {
            row(op, table, rows, r, operands.get(0), result);
        }
        return result;
    }

    private static float[] table(float scale) {
        float[] table = new float[DISTANCES];
        for (int distance = 0; distance < DISTANCES; distance++) {
            table[distance] = (float) Math.exp(-scale * distance);
        }
        return table;
    }

    private static void row(Quantized op, float[] table, Rows rows, int r, int[] input, int[] result) {
        int max = Integer.MIN_VALUE;
        for (int k = 0; k < rows.length(); k++) {
            max = Math.max(max, input[rows.at(r, k)]);
        }
        float sum = 0;
        for (int k = 0; k < rows.length(); k++) {
            sum += table[max - input[rows.at(r, k)]];
        }
        float factor = 1 / (sum * op.result().scale());
        for (int k = 0; k < rows.length(); k++) {
            int at = rows.at(r, k);
            int quantised = (int) FixedPoint.halfAway(table[max - input[at]] * factor) + op.result().zeroPoint();
            result[at] = Math.max(op.low(), Math.min(op.high(), quantised));
        }
    }
}
