package io.sextant.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OpSchemaTest {
    private static final Value INPUT = new Value(0, TensorType.f32(1, 8, 4));
    private static final Value FILTER = new Value(1, TensorType.f32(3, 4, 8));
    private static final Convolution CONVOLUTION = new Convolution(INPUT, FILTER, Optional.empty(), List.of(2), List.of(1), List.of(1),
        List.of(1), 1);

    @Test
    void namesEveryOperator() {
        assertEquals(List.of("convolution", "dense", "mat_mul", "pool", "global_pool", "batch_norm", "layer_norm", "unary", "binary",
            "concat", "pad", "reshape", "transpose", "slice", "resize", "softmax", "compare", "logical", "select", "clamp", "leaky_relu",
            "elu", "reduce", "arg_reduce", "gather", "broadcast", "cumulative_sum", "gru", "lstm",
            "cast", "quantize", "dequantize", "requantize", "quantized"),
            OpSchema.all().stream().map(OpSchema::mnemonic).toList());
    }

    @Test
    void formatsOperandsAndAttributes() {
        assertEquals("convolution(%0, %1, _) strides=[2] padBefore=[1] padAfter=[1] dilations=[1] groups=1",
            OpText.format(CONVOLUTION, value -> "%" + value.id()));
        assertEquals("concat(%0, %0) axis=2", OpText.format(new Concat(List.of(INPUT, INPUT), 2), value -> "%" + value.id()));
        assertEquals("unary(%0) kind=hard_swish", OpText.format(new Unary(INPUT, Unary.Kind.HARD_SWISH), value -> "%" + value.id()));
    }

    @Test
    void mapsOperandsAndKeepsAttributes() {
        Value other = new Value(9, INPUT.type());
        Op mapped = CONVOLUTION.mapOperands(value -> value.equals(INPUT) ? other : value);
        assertEquals(List.of(other, FILTER), mapped.operands());
        assertEquals(CONVOLUTION, mapped.mapOperands(value -> value.equals(other) ? INPUT : value));
    }

    @Test
    void decimalsAreShortAndReadBack() {
        assertEquals("0.001", OpText.decimal(1e-3f));
        assertEquals("0.00001", OpText.decimal(1e-5f));
        assertEquals("1E-12", OpText.decimal(1e-12f));
        assertEquals("100", OpText.decimal(100));
        assertEquals("-0", OpText.decimal(-0f));
        assertEquals("-Infinity", OpText.decimal(Float.NEGATIVE_INFINITY));
        assertEquals("0.1", OpText.decimal(0.1f));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            float back = Float.parseFloat(OpText.decimal(value));
            assertTrue(back == value || Float.isNaN(value), () -> value + " became " + back);
        }
    }
}
