package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.Quantized;
import java.util.Arrays;

/**
 * From exact sums of products, with bias, to the integers of the result: a factor for each channel, the zero point, the clamp.
 *
 * @param rescaling by the ratio of the scales of sums and result
 */
record Requantisation(Quantized op, Rescaling rescaling) {
    /** A sum in units of the result's scale. */
    interface Rescaling {
        long scaled(int sum, int channel);
    }

    /**
     * By fixed-point multipliers, rounded twice: see {@link Multiplier#times}.
     *
     * @param scales of the sums, one for each channel or one for all
     */
    static Requantisation rounding(Quantized op, double[] scales) {
        Multiplier[] multipliers = multipliers(op, scales);
        return new Requantisation(op, (sum, channel) -> multipliers[Math.min(channel, multipliers.length - 1)].times(sum));
    }

    /** As {@link #rounding}, but of two integers the one nearer to plus infinity also in the second. */
    static Requantisation roundingUp(Quantized op, double[] scales) {
        Multiplier[] multipliers = multipliers(op, scales);
        return new Requantisation(op, (sum, channel) -> multipliers[Math.min(channel, multipliers.length - 1)].timesUp(sum));
    }

    private static Multiplier[] multipliers(Quantized op, double[] scales) {
        return Arrays.stream(scales).mapToObj(scale -> Multiplier.of(scale / op.result().scale())).toArray(Multiplier[]::new);
    }

    /** By f32 factors, to the nearest integer, of two the even one; {@code scales} as in {@link #rounding}. */
    static Requantisation toEven(Quantized op, float[] scales) {
        float[] factors = new float[scales.length];
        for (int c = 0; c < scales.length; c++) {
            factors[c] = scales[c] / op.result().scale();
        }
        return new Requantisation(op, (sum, channel) -> (long) Math.rint((float) sum * factors[Math.min(channel, factors.length - 1)]));
    }

    /** Writes the integers of sums of channels 0, 1, ... to {@code result} from {@code offset} on. */
    void write(int[] sums, int[] result, int offset) {
        int zero = op.result().zeroPoint();
        for (int c = 0; c < sums.length; c++) {
            result[offset + c] = (int) Math.max(op.low(), Math.min(op.high(), rescaling.scaled(sums[c], c) + zero));
        }
    }
}
