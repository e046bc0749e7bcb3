package io.sextant.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantizedRulesTest {
    private static final Quantisation HALVES = Quantisation.perTensor(0.5f, 3);
    private static final Value INPUT = new Value(0, new TensorType(DType.I8, Shape.of(1, 4, 4, 2)).quantised(HALVES));
    private static final Value REAL = Quantized.standIn(INPUT);

    @Test
    void fixesWhatTfliteFixes() {
        assertEquals(Optional.of(Quantisation.perTensor(1f / 256, -128)), QuantizedRules.fixedResult(new Softmax(REAL, 3), DType.I8));
        assertEquals(Optional.of(Quantisation.perTensor(1f / 256, 0)),
            QuantizedRules.fixedResult(new Unary(REAL, Unary.Kind.SIGMOID), DType.U8));
        assertEquals(Optional.of(Quantisation.perTensor(1f / 128, 0)),
            QuantizedRules.fixedResult(new Unary(REAL, Unary.Kind.TANH), DType.I8));
        assertEquals(Optional.of(Quantisation.perTensor(1f / 128, 128)),
            QuantizedRules.fixedResult(new Unary(REAL, Unary.Kind.TANH), DType.U8));
        assertEquals(Optional.of(Quantisation.perTensor(1f / 32768, 0)),
            QuantizedRules.fixedResult(new Unary(REAL, Unary.Kind.TANH), DType.I16));
        assertEquals(Optional.empty(), QuantizedRules.fixedResult(new Unary(REAL, Unary.Kind.HARD_SWISH), DType.I8));
    }

    @Test
    void poolsAndJoinsKeepTheirQuantisation() {
        assertTrue(QuantizedRules.keepsQuantisation(new Concat(List.of(REAL, REAL), 3)));
        assertTrue(QuantizedRules.keepsQuantisation(new GlobalPool(REAL, Pool.Kind.MAX)));
        assertFalse(QuantizedRules.keepsQuantisation(new GlobalPool(REAL, Pool.Kind.AVERAGE)));
        assertFalse(QuantizedRules.keepsQuantisation(new Binary(REAL, REAL, Binary.Kind.ADD)));
    }

    @Test
    void saysWhatIsViolated() {
        Op concat = new Concat(List.of(REAL, REAL), 3);
        assertEquals(Optional.empty(), QuantizedRules.violation(of(concat, List.of(INPUT, INPUT), HALVES)));
        assertEquals(Optional.of("its result has the quantisation of its operands, got 0.25:3 of " + INPUT),
            QuantizedRules.violation(of(concat, List.of(INPUT, INPUT), Quantisation.perTensor(0.25f, 3))));
        assertEquals(Optional.of("its result has the quantisation 0.00390625:-128, got 0.5:3"),
            QuantizedRules.violation(of(new Softmax(REAL, 3), List.of(INPUT), HALVES)));
    }

    @Test
    void hardSwishShiftsOnlyToTheRight() {
        Op hardSwish = new Unary(REAL, Unary.Kind.HARD_SWISH);
        assertEquals(Optional.empty(), QuantizedRules.violation(of(hardSwish, List.of(INPUT), Quantisation.perTensor(0.004f, 0))));
        assertEquals(Optional.of("its result has a scale above 0.00390625, got 0.00390625:0"),
            QuantizedRules.violation(of(hardSwish, List.of(INPUT), Quantisation.perTensor(0.00390625f, 0))));
    }

    private static Quantized of(Op real, List<Value> inputs, Quantisation result) {
        return Quantized.of(real, inputs, DType.I8, result, Rounding.TFLITE);
    }
}
