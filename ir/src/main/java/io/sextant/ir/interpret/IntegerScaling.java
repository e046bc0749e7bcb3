package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;

/** Reals and quantised integers as integers of another scale, as TFLite QUANTIZE and ONNX QuantizeLinear. */
final class IntegerScaling {
    private IntegerScaling() {
    }

    /**
     * To the nearest integer. {@code TFLITE}: of the quotient of element and scale in f64, of two the one farther from zero, as QUANTIZE;
     * {@code QDQ}: of that in f32, of two the even one, as QuantizeLinear. NaN becomes the zero point.
     */
    static int[] quantised(TensorType to, float[] input, Rounding rounding) {
        Positions positions = Positions.of(to);
        int[] result = new int[input.length];
        for (int i = 0; i < result.length; i++) {
            int p = positions.at(i);
            double steps = rounding == Rounding.TFLITE ? FixedPoint.halfAway((double) input[i] / to.scheme().scale(p))
                : Math.rint(input[i] / to.scheme().scale(p));
            result[i] = saturated(to, Double.isNaN(steps) ? to.scheme().zeroPoint(p) : steps + to.scheme().zeroPoint(p));
        }
        return result;
    }

    /** By the multiplier of the ratio of scales. */
    static int[] rescaled(Requantize op, int[] input) {
        Quantisation from = op.input().type().scheme();
        Quantisation to = op.to().scheme();
        Positions ofInput = Positions.of(op.input().type());
        Positions ofResult = Positions.of(op.to());
        Multiplier[] multipliers = new Multiplier[Math.max(from.scales().size(), to.scales().size())];
        for (int p = 0; p < multipliers.length; p++) {
            multipliers[p] = Multiplier.of((double) from.scale(p) / to.scale(p));
        }
        int[] result = new int[input.length];
        for (int i = 0; i < result.length; i++) {
            int source = ofInput.at(i);
            int target = ofResult.at(i);
            int scaled = multipliers[Math.max(source, target)].times(input[i] - from.zeroPoint(source));
            result[i] = saturated(op.to(), (double) scaled + to.zeroPoint(target));
        }
        return result;
    }

    private static int saturated(TensorType type, double value) {
        return (int) Math.max(type.dtype().least(), Math.min(type.dtype().greatest(), value));
    }
}
