package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TfliteConditionsTest {
    private static final Quantisation HALVES = Quantisation.perTensor(0.5f, 3);
    private final Scratch scratch = new Scratch();
    private final Value bytes = scratch.value(Tensor.zeros(new TensorType(DType.I8, Shape.of(1, 2, 2, 2)).quantised(HALVES)));

    private void assertRefused(String message, Op real, DType dtype, Quantisation result, Value... inputs) {
        Quantized op = Quantized.of(real, List.of(inputs), dtype, result, Rounding.TFLITE);
        assertEquals(message, assertThrows(IllTyped.class, () -> scratch.evaluate(op)).getMessage());
        scratch.evaluate(Quantized.of(real, List.of(inputs), dtype, result, Rounding.QDQ));
    }

    @Test
    void t1OperandsAreOfTheResultsType() {
        Value x = Quantized.standIn(bytes);
        assertRefused("quantized T1: operands of binary are of the result's element type u8, got i8[1x2x2x2]<0.5:3>",
            new Binary(x, x, Binary.Kind.ADD), DType.U8, HALVES, bytes, bytes);
    }

    @Test
    void t2PoolsKeepTheirScale() {
        List<Integer> one = List.of(1, 1);
        List<Integer> none = List.of(0, 0);
        assertRefused("quantized T2: pool keeps scale and zero point, got i8[1x2x2x2]<0.5:3> and a result <0.25:3>",
            new Pool(Quantized.standIn(bytes), Pool.Kind.MAX, one, one, none, none, false), DType.I8, Quantisation.perTensor(0.25f, 3), bytes);
    }

    @Test
    void t3SoftmaxIsOfBytes() {
        Value shorts = scratch.value(Tensor.zeros(new TensorType(DType.I16, Shape.of(1, 2)).quantised(HALVES)));
        assertRefused("quantized T3: softmax is of i8 or u8, got i16", new Softmax(Quantized.standIn(shorts), 1), DType.I16, HALVES,
            shorts);
    }

    @Test
    void t4TheResultsScaleIsNotTooFine() {
        assertRefused("quantized T4: unary has a result with a scale above 0.00390625, got 0.00390625:3",
            new Unary(Quantized.standIn(bytes), Unary.Kind.HARD_SWISH), DType.I8, Quantisation.perTensor(0.00390625f, 3), bytes);
    }
}
