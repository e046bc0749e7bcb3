package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Convolutions and pools over (N, H, W, C). Filters (Cout, H, W, Cin), depthwise ones (1, H, W, Cout). */
final class SpatialImport {
    private static final List<Integer> OUTPUT_CHANNELS_LAST = List.of(1, 2, 3, 0);
    private static final List<Integer> AS_IT_IS = List.of(0, 1, 2, 3);
    private static final int PADDING = 0;
    private static final int STRIDE_WIDTH = 1;
    private static final int STRIDE_HEIGHT = 2;

    private SpatialImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.CONV_2D, SpatialImport::convolution);
        handlers.put(BuiltinOperator.DEPTHWISE_CONV_2D, SpatialImport::depthwise);
        handlers.put(BuiltinOperator.AVERAGE_POOL_2D, operator -> pool(operator, Pool.Kind.AVERAGE));
        handlers.put(BuiltinOperator.MAX_POOL_2D, operator -> pool(operator, Pool.Kind.MAX));
    }

    private static void convolution(OperatorReading operator) {
        Value input = image(operator);
        Shape stored = filter(operator);
        int groups = input.type().dim(3) / stored.dim(3);
        require(groups >= 1, "the filter takes " + stored.dim(3) + " channels, the input " + input.type() + " has fewer");
        Value filter = Weights.weights(operator, 1, operator.value(0), stored, OUTPUT_CHANNELS_LAST);
        emit(operator, input, filter, groups, 3);
    }

    private static void depthwise(OperatorReading operator) {
        Value input = image(operator);
        Shape stored = filter(operator);
        require(stored.dim(0) == 1, "a depthwise filter is (1, H, W, C), got " + stored);
        Shape held = Shape.of(stored.dim(1), stored.dim(2), 1, stored.dim(3));
        Value filter = Weights.weights(operator, 1, operator.value(0), held, AS_IT_IS);
        emit(operator, input, filter, input.type().dim(3), 4);
    }

    private static Value image(OperatorReading operator) {
        Value input = operator.operand(0);
        require(input.type().rank() == 4, "the input is (N, H, W, C), got " + input.type());
        return input;
    }

    private static Shape filter(OperatorReading operator) {
        TensorType type = operator.literal(1).type();
        require(type.rank() == 4, "the filter has four dimensions, got " + type);
        return type.shape();
    }

    /** @param activation the field of the options that names it; the dilations follow */
    private static void emit(OperatorReading operator, Value input, Value filter, int groups, int activation) {
        List<Integer> dilations = List.of(operator.option(activation + 2, 1), operator.option(activation + 1, 1));
        List<Integer> kernel = filter.type().shape().dims().subList(0, 2);
        Border border = border(operator, input, kernel, dilations);
        Optional<Value> bias = Weights.bias(operator, 2, operator.value(0), operator.behind(filter));
        operator.result(new Convolution(input, filter, bias, strides(operator), border.before(), border.after(), dilations, groups),
            operator.activation(activation));
    }

    private static void pool(OperatorReading operator, Pool.Kind kind) {
        Value input = image(operator);
        List<Integer> kernel = List.of(operator.option(4), operator.option(3));
        Border border = border(operator, input, kernel, List.of(1, 1));
        operator.result(new Pool(input, kind, kernel, strides(operator), border.before(), border.after(), false),
            operator.activation(5));
    }

    private static List<Integer> strides(OperatorReading operator) {
        return List.of(operator.option(STRIDE_HEIGHT), operator.option(STRIDE_WIDTH));
    }

    private static Border border(OperatorReading operator, Value input, List<Integer> kernel, List<Integer> dilations) {
        return Border.of(operator.byteOption(PADDING), input.type().shape().dims().subList(1, 3), kernel, strides(operator), dilations);
    }
}
