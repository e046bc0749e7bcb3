package io.sextant.ir.interpret;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Convolutions, dense layers and matrix products: exact sums in 32 bits, which wrap around, then one requantisation. */
final class IntegerProducts {
    private IntegerProducts() {
    }

    static int[] convolution(Quantized op, List<int[]> operands) {
        Convolution real = (Convolution) op.real();
        int[] input = Offsets.removed(op, 0, operands.get(0));
        int[] filter = Offsets.removed(op, 1, operands.get(1));
        return new IntegerConvolution(real, input, filter).requantised(bias(op, operands), requantisation(op));
    }

    static int[] dense(Quantized op, List<int[]> operands) {
        int inner = ((Dense) op.real()).weights().type().dim(0);
        int[] input = Offsets.removed(op, 0, operands.get(0));
        int[] weights = Offsets.removed(op, 1, operands.get(1));
        int[] bias = bias(op, operands);
        Requantisation requantisation = requantisation(op);
        int[] result = new int[op.type().elements()];
        int[] sums = new int[bias.length];
        for (int row = 0; row < input.length / inner; row++) {
            System.arraycopy(bias, 0, sums, 0, sums.length);
            addRow(input, row * inner, weights, 0, sums, inner);
            requantisation.write(sums, result, row * sums.length);
        }
        return result;
    }

    static int[] matMul(Quantized op, List<int[]> operands) {
        MatMul real = (MatMul) op.real();
        TensorType type = real.type();
        int rows = type.dim(type.rank() - 2);
        int columns = type.shape().last();
        int inner = real.left().type().shape().last();
        Spread ofLeft = Spread.of(batch(real.left().type()), batch(type));
        Spread ofRight = Spread.of(batch(real.right().type()), batch(type));
        int[] left = Offsets.removed(op, 0, operands.get(0));
        int[] right = Offsets.removed(op, 1, operands.get(1));
        Requantisation requantisation = requantisation(op);
        int[] result = new int[type.elements()];
        for (int row = 0; row < result.length / columns; row++) {
            int[] sums = new int[columns];
            int leftRow = ofLeft.applyAsInt(row / rows) * rows + row % rows;
            addRow(left, leftRow * inner, right, ofRight.applyAsInt(row / rows) * inner * columns, sums, inner);
            requantisation.write(sums, result, row * columns);
        }
        return result;
    }

    private static Shape batch(TensorType type) {
        return new Shape(type.shape().dims().subList(0, type.rank() - 2));
    }

    /** Adds to sums[c] the sum over k &lt; inner of left[leftOffset + k] right[rightOffset + k columns + c]. */
    private static void addRow(int[] left, int leftOffset, int[] right, int rightOffset, int[] sums, int inner) {
        for (int k = 0; k < inner; k++) {
            int factor = left[leftOffset + k];
            int offset = rightOffset + k * sums.length;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += factor * right[offset + c];
            }
        }
    }

    private static int[] bias(Quantized op, List<int[]> operands) {
        return operands.size() == 3 ? operands.get(2) : new int[op.type().shape().last()];
    }

    private static Requantisation requantisation(Quantized op) {
        float input = op.inputs().get(0).type().scheme().scale();
        Quantisation weights = op.inputs().get(1).type().scheme();
        int count = weights.scales().size();
        float[] rounded = new float[count];
        double[] exact = new double[count];
        for (int c = 0; c < count; c++) {
            rounded[c] = input * weights.scale(c);
            exact[c] = op.real() instanceof Convolution || count > 1 ? (double) input * weights.scale(c) : rounded[c];
        }
        if (op.rounding() == Rounding.QDQ) {
            return Requantisation.toEven(op, rounded);
        }
        return isBlocked(op) ? Requantisation.roundingUp(op, exact) : Requantisation.rounding(op, exact);
    }

    /** Whether TFLite makes one matrix product of i8 of it, and leaves that to ruy. */
    private static boolean isBlocked(Quantized op) {
        return op.dtype() == DType.I8 && (!(op.real() instanceof Convolution convolution) || convolution.groups() == 1);
    }
}
