package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Functions of one tensor. */
final class ActivationImport {
    private static final Map<Integer, Unary.Kind> UNARY = Map.ofEntries(Map.entry(BuiltinOperator.RELU, Unary.Kind.RELU),
        Map.entry(BuiltinOperator.RELU6, Unary.Kind.RELU6), Map.entry(BuiltinOperator.LOGISTIC, Unary.Kind.SIGMOID),
        Map.entry(BuiltinOperator.TANH, Unary.Kind.TANH), Map.entry(BuiltinOperator.HARD_SWISH, Unary.Kind.HARD_SWISH),
        Map.entry(BuiltinOperator.EXP, Unary.Kind.EXP), Map.entry(BuiltinOperator.LOG, Unary.Kind.LOG),
        Map.entry(BuiltinOperator.SQRT, Unary.Kind.SQRT), Map.entry(BuiltinOperator.ABS, Unary.Kind.ABS),
        Map.entry(BuiltinOperator.NEG, Unary.Kind.NEG), Map.entry(BuiltinOperator.SIN, Unary.Kind.SIN),
        Map.entry(BuiltinOperator.COS, Unary.Kind.COS), Map.entry(BuiltinOperator.FLOOR, Unary.Kind.FLOOR),
        Map.entry(BuiltinOperator.CEIL, Unary.Kind.CEIL), Map.entry(BuiltinOperator.ROUND, Unary.Kind.ROUND),
        Map.entry(BuiltinOperator.SIGN, Unary.Kind.SIGN));

    private ActivationImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        UNARY.forEach((code, kind) -> handlers.put(code, operator -> operator.result(new Unary(operator.operand(0), kind))));
        handlers.put(BuiltinOperator.RELU_N1_TO_1, operator -> operator.result(new Clamp(operator.operand(0), -1, 1)));
        handlers.put(BuiltinOperator.RELU_0_TO_1, operator -> operator.result(new Clamp(operator.operand(0), 0, 1)));
        handlers.put(BuiltinOperator.LEAKY_RELU, operator -> operator.result(new LeakyRelu(operator.operand(0), operator.decimal(0))));
        handlers.put(BuiltinOperator.ELU, operator -> operator.result(new Elu(operator.operand(0), 1)));
        handlers.put(BuiltinOperator.RSQRT, operator ->
            operator.result(new Unary(operator.emit(new Unary(operator.operand(0), Unary.Kind.SQRT)), Unary.Kind.RECIPROCAL)));
        handlers.put(BuiltinOperator.SQUARE, operator ->
            operator.result(new Binary(real(operator), real(operator), Binary.Kind.MUL)));
        handlers.put(BuiltinOperator.GELU, ActivationImport::gelu);
        handlers.put(BuiltinOperator.PRELU, ActivationImport::pRelu);
        handlers.put(BuiltinOperator.SOFTMAX, ActivationImport::softmax);
    }

    /** The input where TFLite has no such operator on integers, or one that is not read. */
    private static Value real(OperatorReading operator) {
        Value value = operator.value(0);
        require(!value.type().isQuantised(), "is not supported on quantised tensors");
        return value;
    }

    private static void gelu(OperatorReading operator) {
        require(!operator.flag(0), "the approximation by tanh is not supported");
        operator.result(new Unary(real(operator), Unary.Kind.GELU));
    }

    /** relu(x) + slope min(x, 0), the slope broadcast to x. */
    private static void pRelu(OperatorReading operator) {
        Value x = real(operator);
        Value zero = operator.constant(Tensor.filled(new TensorType(x.type().dtype(), Shape.of()), 0));
        Value below = operator.emit(new Binary(operator.emit(new Binary(x, zero, Binary.Kind.MIN)), operator.operand(1), Binary.Kind.MUL));
        Value above = operator.emit(new Unary(x, Unary.Kind.RELU));
        operator.result(new Binary(above, below, Binary.Kind.ADD));
    }

    /** Of beta x, over the last dimension. */
    private static void softmax(OperatorReading operator) {
        Value x = operator.operand(0);
        float beta = operator.decimal(0);
        if (beta != 1) {
            TensorType scalar = new TensorType(x.type().dtype(), Shape.of());
            x = operator.emit(new Binary(x, operator.constant(Tensor.filled(scalar, beta)), Binary.Kind.MUL));
        }
        require(x.type().rank() >= 1, "the input has at least one dimension, got " + x.type());
        operator.result(new Softmax(x, x.type().rank() - 1));
    }
}
