package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.FullyConnectedOptionsWeightsFormat;

/** Matrix products: layers with weights (out, in), and products of two activations. */
final class ProductImport {
    private static final List<Integer> SWAPPED = List.of(1, 0);
    private static final int ACTIVATION = 0;
    private static final int WEIGHTS_FORMAT = 1;
    private static final int KEEP_DIMENSIONS = 2;
    private static final int TRANSPOSE_LEFT = 0;
    private static final int TRANSPOSE_RIGHT = 1;

    private ProductImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.FULLY_CONNECTED, ProductImport::dense);
        handlers.put(BuiltinOperator.BATCH_MATMUL, ProductImport::matMul);
    }

    private static void dense(OperatorReading operator) {
        require(operator.byteOption(WEIGHTS_FORMAT) == FullyConnectedOptionsWeightsFormat.DEFAULT, "shuffled weights are not supported");
        require(operator.isLiteral(1), "weights that are no constant are not supported");
        TensorType stored = operator.literal(1).type();
        require(stored.rank() == 2, "weights are (out, in), got " + stored);
        Value input = rows(operator, operator.value(0), stored.dim(1));
        Value weights = Weights.weights(operator, 1, input, stored.shape(), SWAPPED);
        Optional<Value> bias = Weights.bias(operator, 2, input, operator.behind(weights));
        operator.result(new Dense(operator.standing(input), weights, bias), operator.activation(ACTIVATION));
    }

    /** The input as rows of {@code length}, unless it is to keep its dimensions. */
    private static Value rows(OperatorReading operator, Value input, int length) {
        TensorType type = input.type();
        boolean keeps = operator.flag(KEEP_DIMENSIONS) && type.rank() >= 2;
        if (keeps || type.rank() == 2 && type.dim(1) == length) {
            return input;
        }
        require(type.elements() % length == 0, "rows of " + length + " elements do not divide " + type);
        return operator.move(new Reshape(input, List.of(type.elements() / length, length)));
    }

    private static void matMul(OperatorReading operator) {
        operator.result(new MatMul(side(operator, 0, TRANSPOSE_LEFT), side(operator, 1, TRANSPOSE_RIGHT)));
    }

    private static Value side(OperatorReading operator, int input, int option) {
        Value value = operator.value(input);
        int rank = value.type().rank();
        require(rank >= 2, "operands have at least two dimensions, got " + value.type());
        if (operator.flag(option)) {
            List<Integer> permutation = new ArrayList<>(IntStream.range(0, rank - 2).boxed().toList());
            permutation.add(rank - 1);
            permutation.add(rank - 2);
            value = operator.move(new Transpose(value, permutation));
        }
        return operator.standing(value);
    }
}
