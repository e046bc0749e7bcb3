package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeQuantisationTest {
    private static final Value VALUE = new Value(0, TensorType.f32(2, 3));
    private static final float[] ELEMENTS = {-9, -0.6f, 0.24f, 0.26f, 1.7f, 40};

    @BeforeEach
    void oneThread() {
        Torch.useOneThread();
    }

    private static FakeQuantisation to(Quantisation scheme) {
        return new FakeQuantisation(Map.of(VALUE, type(scheme)));
    }

    private static TensorType type(Quantisation scheme) {
        return new TensorType(DType.I8, VALUE.type().shape()).quantised(scheme);
    }

    @Test
    void activationsAreWhatTheirIntegersStandFor() {
        TensorType type = type(Quantisation.perTensor(0.125f, -90));
        Tensor real = Tensor.of(VALUE.type(), ELEMENTS);
        Tensor integers = Interpreter.evaluate(new Requantize(VALUE, type, Rounding.QDQ), value -> real);
        Tensor back = Interpreter.evaluate(new Requantize(new Value(1, type), VALUE.type(), Rounding.QDQ), value -> integers);
        assertArrayEquals(back.floats(), Torch.scoped(() -> Torch.floats(to(type.scheme()).fixed(VALUE, Torch.tensor(ELEMENTS, 2, 3)))));
    }

    @Test
    void theGradientPassesStraightThroughWithinTheRange() {
        float[] gradient = Torch.scoped(() -> {
            org.bytedeco.pytorch.Tensor x = Torch.tensor(ELEMENTS, 2, 3).requires_grad_(true);
            to(Quantisation.perTensor(0.125f, -90)).fixed(VALUE, x).sum().backward();
            return Torch.floats(x.grad());
        });
        assertArrayEquals(new float[] {0, 1, 1, 1, 1, 0}, gradient);
    }

    @Test
    void weightsHaveAGridFromTheGreatestOfTheirChannel() {
        Quantisation perChannel = Quantisation.perAxis(List.of(1f, 1f, 1f), 1);
        float[] weights = Torch.scoped(() -> Torch.floats(to(perChannel).following(VALUE,
            Torch.tensor(new float[] {127, 0, 1.1f, 0.4f, 0, -254}, 2, 3))));
        assertArrayEquals(new float[] {127, 0, 2, 0, 0, -254}, weights);
    }

    @Test
    void weightsOfOneScaleHaveOneGrid() {
        float[] weights = Torch.scoped(() -> Torch.floats(to(Quantisation.perTensor(1, 0)).following(VALUE,
            Torch.tensor(new float[] {127, 0.6f, 3, 4, 5, -20.4f}, 2, 3))));
        assertArrayEquals(new float[] {127, 1, 3, 4, 5, -20}, weights);
    }

    @Test
    void whatIsNotQuantisedStays() {
        float[] same = Torch.scoped(() -> Torch.floats(FakeQuantisation.NONE.fixed(VALUE, Torch.tensor(ELEMENTS, 2, 3))));
        assertArrayEquals(ELEMENTS, same);
        assertEquals(0, FakeQuantisation.NONE.values().size());
    }
}
