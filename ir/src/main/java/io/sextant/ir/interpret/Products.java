package io.sextant.ir.interpret;

import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Optional;

/** Dense layers and matrix products. */
final class Products {
    private Products() {
    }

    /** Every row of (..., K) times weights (K, N), plus bias. */
    static float[] dense(Dense op, float[] input, float[] weights, Optional<float[]> bias) {
        int inner = op.weights().type().dim(0);
        int columns = op.weights().type().dim(1);
        float[] result = new float[op.type().elements()];
        double[] sums = new double[columns];
        for (int row = 0; row < input.length / inner; row++) {
            row(input, row * inner, inner, weights, 0, sums);
            for (int c = 0; c < columns; c++) {
                result[row * columns + c] = (float) (sums[c] + (bias.isPresent() ? bias.get()[c] : 0));
            }
        }
        return result;
    }

    static float[] matMul(MatMul op, float[] left, float[] right) {
        TensorType type = op.type();
        int rows = type.dim(type.rank() - 2);
        int columns = type.dim(type.rank() - 1);
        int inner = op.left().type().shape().last();
        Spread ofLeft = Spread.of(batch(op.left().type()), batch(type));
        Spread ofRight = Spread.of(batch(op.right().type()), batch(type));
        float[] result = new float[type.elements()];
        double[] sums = new double[columns];
        for (int row = 0; row < result.length / columns; row++) {
            int batch = row / rows;
            int leftRow = ofLeft.applyAsInt(batch) * rows + row % rows;
            row(left, leftRow * inner, inner, right, ofRight.applyAsInt(batch) * inner * columns, sums);
            for (int c = 0; c < columns; c++) {
                result[row * columns + c] = (float) sums[c];
            }
        }
        return result;
    }

    private static Shape batch(TensorType type) {
        return new Shape(type.shape().dims().subList(0, type.rank() - 2));
    }

    /** sums[c] = sum over k &lt; inner of left[leftOffset + k] right[rightOffset + k columns + c]. */
    private static void row(float[] left, int leftOffset, int inner, float[] right, int rightOffset, double[] sums) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < inner; k++) {
            double factor = left[leftOffset + k];
            int offset = rightOffset + k * sums.length;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += factor * right[offset + c];
            }
        }
    }
}
