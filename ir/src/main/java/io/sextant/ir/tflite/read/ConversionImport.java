package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Other element types, and real numbers as integers and back. */
final class ConversionImport {
    private ConversionImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.QUANTIZE, ConversionImport::quantise);
        handlers.put(BuiltinOperator.DEQUANTIZE, ConversionImport::dequantise);
        handlers.put(BuiltinOperator.CAST, ConversionImport::cast);
    }

    private static void quantise(OperatorReading operator) {
        TensorType declared = operator.declared(0).type();
        require(declared.isQuantised(), "the result has a scale, got " + declared);
        requantise(operator, declared);
    }

    private static void requantise(OperatorReading operator, TensorType declared) {
        Value input = operator.value(0);
        Op requantised = new Requantize(input, new TensorType(declared.dtype(), input.type().shape(), declared.quantisation()),
            Rounding.TFLITE);
        operator.bind(0, operator.move(requantised));
    }

    /** Also of f16, as which float models store weights; a constant becomes real numbers at once. */
    private static void dequantise(OperatorReading operator) {
        if (operator.isLiteral(0)) {
            Tensor real = Weights.real(operator.literal(0));
            operator.graph().budget().take(real.type());
            operator.bind(0, real);
        } else if (operator.value(0).type().isQuantised()) {
            requantise(operator, operator.declared(0).type());
        } else {
            cast(operator);
        }
    }

    private static void cast(OperatorReading operator) {
        operator.result(new Cast(operator.operand(0), operator.declared(0).type().dtype()));
    }
}
