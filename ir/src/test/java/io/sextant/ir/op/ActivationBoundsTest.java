package io.sextant.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivationBoundsTest {
    private static final Value X = new Value(0, TensorType.f32(4));

    @Test
    void clampsAndRelusAreBounds() {
        assertEquals(Optional.of(ActivationBounds.RELU), ActivationBounds.of(new Unary(X, Unary.Kind.RELU)));
        assertEquals(Optional.of(ActivationBounds.RELU6), ActivationBounds.of(new Clamp(X, -0f, 6)));
        assertEquals(Optional.empty(), ActivationBounds.of(new Unary(X, Unary.Kind.TANH)));
    }

    @Test
    void halvesAreRoundedAwayFromZero() {
        Quantisation scheme = Quantisation.perTensor(0.4f, 3);
        assertEquals(0, ActivationBounds.RELU_N1_TO_1.low(scheme, DType.I8));
        assertEquals(6, ActivationBounds.RELU_N1_TO_1.high(scheme, DType.I8));
    }

    @Test
    void theyAreWithinTheType() {
        Quantisation fine = Quantisation.perTensor(1e-9f, 100);
        assertEquals(-128, ActivationBounds.NONE.low(fine, DType.I8));
        assertEquals(127, ActivationBounds.NONE.high(fine, DType.I8));
        assertEquals(100, ActivationBounds.RELU6.low(fine, DType.I8));
        assertEquals(255, ActivationBounds.RELU6.high(fine, DType.U8));
        assertEquals(127, new ActivationBounds(7, 8).low(fine, DType.I8));
    }
}
