package io.sextant.ir.op;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Node;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeClass;
import io.sextant.ir.type.TypeSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OperatorTypesTest {
    @Test
    void everyOperatorHasASignature() {
        for (Class<?> operator : Op.class.getPermittedSubclasses()) {
            assertNotNull(OperatorTypes.of(operator.asSubclass(Op.class)), operator.getSimpleName());
        }
    }

    @Test
    void messagesNameConstraintRequirementAndOperands() {
        Value input = value(DType.F16, 1, 8, 4);
        List<Integer> one = List.of(1);
        List<Integer> none = List.of(0);
        assertMessage("convolution C1: operands are of one type, floating (f32, f16 or bf16),"
                + " got input f16[1x8x4], filter f16[3x4x8], bias f32[8]",
            () -> new Convolution(input, value(DType.F16, 3, 4, 8), Optional.of(value(DType.F32, 8)), one, none, none, one, 1));
        assertMessage("softmax C1: input is floating (f32, f16 or bf16), got i8[2x3]", () -> new Softmax(value(DType.I8, 2, 3), 0));
        assertMessage("concat C1: operands are of one type, got i4[2], i8[2]",
            () -> new Concat(List.of(value(DType.I4, 2), value(DType.I8, 2)), 0));
        assertMessage("batch_norm C2: parameters are f16[4], got f16[3]", () -> new BatchNorm(input, value(DType.F16, 4),
            value(DType.F16, 3), value(DType.F16, 4), value(DType.F16, 4), 1e-3f));
    }

    /** What is computed keeps its floating type, what is moved keeps any. */
    @Test
    void theResultHasTheTypeOfTheOperands() {
        for (DType dtype : List.of(DType.F32, DType.F16, DType.BF16)) {
            Value input = value(dtype, 1, 6, 4);
            List<Value> parameters = new ArrayList<>(List.of(value(dtype, 4), value(dtype, 4), value(dtype, 4), value(dtype, 4)));
            List<Integer> one = List.of(1);
            List<Integer> none = List.of(0);
            for (Op op : List.of(new Convolution(input, value(dtype, 3, 4, 4), Optional.of(parameters.get(0)), one, none, none, one, 1),
                new Dense(input, value(dtype, 4, 2), Optional.empty()), new MatMul(input, value(dtype, 1, 4, 2)),
                new Pool(input, Pool.Kind.AVERAGE, one, one, none, none, false), new GlobalPool(input, Pool.Kind.MAX),
                new BatchNorm(input, parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3), 1e-3f),
                new LayerNorm(input, parameters.get(0), parameters.get(1), 1e-3f), new Unary(input, Unary.Kind.GELU),
                new Binary(input, parameters.get(0), Binary.Kind.DIV), new Resize(input, List.of(3), Resize.Mode.LINEAR),
                new Softmax(input, 2), new Clamp(input, 0, 1), new LeakyRelu(input, 0.1f), new Elu(input, 1),
                new Reduce(input, Reduce.Kind.MEAN, List.of(1), true), new CumulativeSum(input, 1))) {
                assertEquals(dtype, op.type().dtype(), op.mnemonic());
            }
        }
        for (DType dtype : DType.values()) {
            Value input = value(dtype, 2, 3);
            for (Op op : List.of(new Concat(List.of(input, input), 0), new Pad(input, List.of(0, 1), List.of(1, 0), 1),
                new Reshape(input, List.of(6)), new Transpose(input, List.of(1, 0)),
                new Slice(input, List.of(0, 0), List.of(1, 1), List.of(1, 1)), new Broadcast(input, List.of(2, 2, 3)),
                new Gather(input, value(DType.I32, 2), 1), new Select(value(DType.BOOL, 3), input, input))) {
                assertEquals(dtype, op.type().dtype(), op.mnemonic());
            }
        }
    }

    /** Functions of one operator differ in what they take. */
    @Test
    void kindsSayWhatTheyTake() {
        for (DType dtype : DType.values()) {
            for (Unary.Kind kind : Unary.Kind.values()) {
                assertTakes(Unary.types(kind).operand(0).contains(dtype), () -> new Unary(value(dtype, 3), kind));
            }
            for (Reduce.Kind kind : Reduce.Kind.values()) {
                assertTakes(Reduce.types(kind).operand(0).contains(dtype), () -> new Reduce(value(dtype, 3), kind, List.of(0), true));
            }
        }
        assertEquals(DType.BOOL, new Compare(value(DType.I8, 3), value(DType.I8, 3), Compare.Kind.LESS).type().dtype());
        assertEquals(DType.I64, new ArgReduce(value(DType.U8, 3), ArgReduce.Kind.MAX, 0, true).type().dtype());
    }

    private static void assertTakes(boolean takes, Executable build) {
        if (takes) {
            assertDoesNotThrow(build);
        } else {
            assertThrows(IllTyped.class, build);
        }
    }

    /** What the data says is what the operators do. */
    @Test
    void signaturesTellTheResult() {
        int told = 0;
        for (long seed = 0; seed < 100; seed++) {
            for (Node node : RandomGraphs.graph(seed, 20).nodes()) {
                told += told(node.op()).isPresent() ? 1 : 0;
            }
        }
        assertTrue(told > 1000, "results told: " + told);
    }

    /** The result's element type by the operator's signature, which admits the operands and agrees with the operator. */
    private static Optional<DType> told(Op op) {
        TypeSignature signature = OperatorTypes.of(op.getClass());
        TypeSignature.Match match = signature.match();
        for (int position = 0; position < op.operands().size(); position++) {
            assertTrue(match.take(position, op.operands().get(position).type().dtype()), op.toString());
        }
        assertTrue(signature.result().contains(op.type().dtype()), op.toString());
        match.result().ifPresent(dtype -> assertEquals(dtype, op.type().dtype(), op.toString()));
        return match.result();
    }

    /** The types of conversions are those of their parameters. */
    @Test
    void conversionsChangeTheElementType() {
        Value real = value(DType.BF16, 2, 3);
        for (DType dtype : TypeClass.QUANTISED.types()) {
            Value quantised = value(dtype, 2, 3);
            Op quantize = new Quantize(real, value(DType.BF16), value(dtype), 0);
            assertEquals(quantised.type(), quantize.type());
            assertEquals(Optional.of(dtype), told(quantize));
            Op dequantize = new Dequantize(quantised, value(DType.BF16, 3), value(dtype, 3), 1);
            assertEquals(real.type(), dequantize.type());
            assertEquals(Optional.of(DType.BF16), told(dequantize));
        }
        for (DType dtype : DType.values()) {
            assertEquals(new TensorType(dtype, Shape.of(2, 3)), new Cast(real, dtype).type());
            assertEquals(Optional.empty(), told(new Cast(real, dtype)), "an attribute says");
        }
        assertMessage("dequantize C1: input and zeroPoint are of one type, accumulated (i32, i16, i8, i4 or u8); scale is floating"
            + " (f32, f16 or bf16), got input i8[2x3], scale f32[], zeroPoint u8[]",
            () -> new Dequantize(value(DType.I8, 2, 3), value(DType.F32), value(DType.U8), 0));
        assertMessage("quantize C2: scale is a scalar or f32[3], one for each position on axis 1 of f32[2x3], got f32[2]",
            () -> new Quantize(value(DType.F32, 2, 3), value(DType.F32, 2), value(DType.U8, 2), 1));
    }

    private static Value value(DType dtype, int... dims) {
        return new Value(0, new TensorType(dtype, Shape.of(dims)));
    }

    private static void assertMessage(String expected, Executable build) {
        assertEquals(expected, assertThrows(IllTyped.class, build).getMessage());
    }
}
