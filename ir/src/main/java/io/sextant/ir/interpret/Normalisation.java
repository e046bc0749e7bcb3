package io.sextant.ir.interpret;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Softmax;

/** Batch and layer normalisation, and softmax. */
final class Normalisation {
    /** Mean and variance per channel. */
    record Moments(float[] mean, float[] variance) {
    }

    private Normalisation() {
    }

    static float[] batchNorm(BatchNorm op, float[] input, float[] scale, float[] shift, Moments moments) {
        float[] result = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            int c = i % scale.length;
            double deviation = Math.sqrt((double) moments.variance()[c] + op.epsilon());
            result[i] = (float) (((double) input[i] - moments.mean()[c]) / deviation * scale[c] + shift[c]);
        }
        return result;
    }

    static float[] layerNorm(LayerNorm op, float[] input, float[] scale, float[] shift) {
        int channels = scale.length;
        float[] result = new float[input.length];
        for (int row = 0; row < input.length; row += channels) {
            double mean = 0;
            for (int c = 0; c < channels; c++) {
                mean += (double) input[row + c] / channels;
            }
            double variance = 0;
            for (int c = 0; c < channels; c++) {
                variance += Math.pow(input[row + c] - mean, 2) / channels;
            }
            double deviation = Math.sqrt(variance + op.epsilon());
            for (int c = 0; c < channels; c++) {
                result[row + c] = (float) ((input[row + c] - mean) / deviation * scale[c] + shift[c]);
            }
        }
        return result;
    }

    static float[] softmax(Softmax op, float[] input) {
        int extent = op.type().dim(op.axis());
        int step = op.type().shape().strides()[op.axis()];
        float[] result = new float[input.length];
        for (int first = 0; first < input.length; first++) {
            boolean startsRow = first / step % extent == 0;
            if (startsRow) {
                softmaxRow(input, first, step, extent, result);
            }
        }
        return result;
    }

    private static void softmaxRow(float[] input, int first, int step, int extent, float[] result) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < extent; k++) {
            max = Math.max(max, input[first + k * step]);
        }
        double sum = 0;
        for (int k = 0; k < extent; k++) {
            sum += Math.exp(input[first + k * step] - max);
        }
        for (int k = 0; k < extent; k++) {
            result[first + k * step] = (float) (Math.exp(input[first + k * step] - max) / sum);
        }
    }
}
