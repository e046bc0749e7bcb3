package io.sextant.ir.generate;

import io.sextant.ir.tensor.Tensor;

/** The elements of tensors of any type as real numbers. */
public final class Numbers {
    private Numbers() {
    }

    /** Element {@code index}; a long beyond 2^53 is rounded. */
    public static double element(Tensor tensor, int index) {
        return switch (tensor.type().dtype().storage()) {
            case FLOATS -> tensor.floats()[index];
            case LONGS -> tensor.longs()[index];
            case INTS -> tensor.ints()[index];
        };
    }

    /** The largest absolute value; infinite if an element is not a number. */
    public static double magnitude(Tensor tensor) {
        double magnitude = 0;
        for (int i = 0; i < tensor.type().elements(); i++) {
            double element = Math.abs(element(tensor, i));
            if (!Double.isFinite(element)) {
                return Double.POSITIVE_INFINITY;
            }
            magnitude = Math.max(magnitude, element);
        }
        return magnitude;
    }
}
