package io.sextant.ir.generate;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Tensors of any element type, drawn so that their elements mean something: small numbers, some of them exact and some equal. */
final class Elements {
    private static final double BOUND = 1.5;
    private static final int GRID = 2;
    private static final long LARGEST = 5;

    private final SplittableRandom random;

    Elements(SplittableRandom random) {
        this.random = random;
    }

    /** Floating elements uniform, or all of them halves, so that there are ties; integers small, of either sign where there is one. */
    Tensor any(TensorType type) {
        boolean exact = random.nextInt(4) == 0;
        return floating(type, () -> {
            double value = (2 * random.nextDouble() - 1) * BOUND;
            return exact ? Math.rint(value * GRID) / GRID : value;
        });
    }

    /** Floating elements in [1/2, 2), as a divisor, scale or variance has; integers from 1 on. */
    Tensor positive(TensorType type) {
        return type.dtype().isFloating() ? floating(type, () -> 0.5 + 1.5 * random.nextDouble()) : integers(type, 1, Math.min(type.dtype().greatest(), LARGEST) + 1);
    }

    /** Integers from {@code from} to {@code end}, which is left out. */
    Tensor between(TensorType type, int from, int end) {
        return integers(type, from, end);
    }

    private Tensor floating(TensorType type, DoubleSupplier element) {
        if (!type.dtype().isFloating()) {
            return integers(type, Math.max(type.dtype().least(), -LARGEST), Math.min(type.dtype().greatest(), LARGEST) + 1);
        }
        float[] values = new float[type.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) element.getAsDouble();
        }
        return Tensor.rounded(type, values);
    }

    private Tensor integers(TensorType type, long from, long end) {
        long[] values = random.longs(type.elements(), from, end).toArray();
        return switch (type.dtype().storage()) {
            case LONGS -> Tensor.ofLongs(type, values);
            case INTS -> Tensor.ofInts(type, Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
            case FLOATS -> throw new IllegalArgumentException(type + " has no integers");
        };
    }
}
