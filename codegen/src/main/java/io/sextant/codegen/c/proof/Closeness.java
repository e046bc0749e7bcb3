package io.sextant.codegen.c.proof;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.Arrays;
import java.util.Optional;

/**
 * When results of another order of summation are the same: each element within a thousandth of the largest magnitude, and within a
 * hundredth of itself and a ten-thousandth of the largest. What is no number, or infinite, is so on both sides.
 */
public final class Closeness {
    private static final double OF_LARGEST = 1e-3;
    private static final double OF_ITSELF = 1e-2;
    private static final double SMALL = 1e-4;

    private Closeness() {
    }

    /** The same of tensors; integers are equal. */
    static Optional<String> difference(Tensor expected, Tensor actual) {
        if (expected.type().dtype().isFloating()) {
            return difference(expected.floats(), actual.floats());
        }
        long[] wanted = integers(expected);
        long[] got = integers(actual);
        int at = Arrays.mismatch(wanted, got);
        return at < 0 ? Optional.empty() : Optional.of("element " + at + " of " + wanted.length + " is " + got[at] + ", expected " + wanted[at]);
    }

    private static long[] integers(Tensor tensor) {
        return tensor.type().dtype() == DType.I64 ? tensor.longs() : Arrays.stream(tensor.ints()).asLongStream().toArray();
    }

    /** The first element that differs, in words; empty if all are close. */
    public static Optional<String> difference(float[] expected, float[] actual) {
        double largest = 0;
        for (float value : expected) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!close(expected[i], actual[i], largest)) {
                return Optional.of("element " + i + " of " + expected.length + " is " + actual[i] + ", expected " + expected[i]
                    + " (the largest magnitude is " + (float) largest + ")");
            }
        }
        return Optional.empty();
    }

    private static boolean close(float expected, float actual, double largest) {
        if (!Float.isFinite(expected)) {
            return Float.compare(expected, actual) == 0;
        }
        double error = Math.abs((double) expected - actual);
        return error <= OF_LARGEST * largest && error <= OF_ITSELF * Math.abs(expected) + SMALL * largest;
    }
}
