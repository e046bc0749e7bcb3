package io.sextant.ir.quantize;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Quantisation;

/** What a value was in f32 and what it became, summed over samples; in f64, so that no rounding of f32 counts as an error. */
final class SignalToNoise {
    private static final double DECIBELS = 10;

    private double signal;
    private double noise;
    private double largestSteps;

    /** @param actual f32, or quantised with one scale */
    void add(Tensor expected, Tensor actual) {
        float[] reals = expected.floats();
        boolean quantised = actual.type().isQuantised();
        Quantisation scheme = quantised ? actual.type().scheme() : Quantisation.perTensor(1, 0);
        for (int i = 0; i < reals.length; i++) {
            double became = quantised ? ((double) actual.ints()[i] - scheme.zeroPoint()) * scheme.scale() : actual.floats()[i];
            double error = became - reals[i];
            signal += (double) reals[i] * reals[i];
            noise += error * error;
            largestSteps = quantised ? Math.max(largestSteps, Math.abs(error) / scheme.scale()) : largestSteps;
        }
    }

    /** 10 log10 of the power of the signal by that of the error; infinite where there is no error. */
    double decibels() {
        return noise == 0 ? Double.POSITIVE_INFINITY : DECIBELS * Math.log10(signal / noise);
    }

    /** The largest error in steps of the quantised value. */
    double largestSteps() {
        return largestSteps;
    }
}
