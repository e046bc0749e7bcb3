package io.sextant.ir.tflite.write;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;

/**
 * Versions of operators, which say what of an operator a runtime has to know, and the first TFLite that knows them; as TensorFlow's
 * {@code op_version.cc} and {@code runtime_version.cc} have them.
 */
final class OperatorVersions {
    /** By operator, for versions 1, 2, ... */
    private static final Map<Integer, List<String>> RUNTIMES = new HashMap<>();
    private static final int MANY_DIMENSIONS = 4;

    static {
        since("1.5.0 1.14.0", BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D, BuiltinOperator.ADD, BuiltinOperator.SOFTMAX,
            BuiltinOperator.RELU6);
        since("1.5.0 1.14.0 2.3.0", BuiltinOperator.CONCATENATION);
        since("1.5.0 1.14.0 1.14.0 2.3.0 2.4.0 2.9.0", BuiltinOperator.CONV_2D);
        since("1.5.0 1.12.0 1.14.0", BuiltinOperator.DEPTHWISE_CONV_2D);
        since("1.5.0 1.10.0 1.14.0 1.14.0 2.0.0", BuiltinOperator.FULLY_CONNECTED);
        since("2.3.0 2.3.0", BuiltinOperator.BATCH_MATMUL);
        since("1.6.0 1.14.0", BuiltinOperator.MEAN);
        since("1.10.0 1.15.0", BuiltinOperator.SUM);
        since("1.11.0 1.14.0", BuiltinOperator.REDUCE_MAX, BuiltinOperator.REDUCE_MIN);
        since("1.6.0 1.14.0 2.3.0", BuiltinOperator.SUB);
        since("1.5.0 1.14.0 1.15.0", BuiltinOperator.MUL);
        since("1.6.0 2.3.0", BuiltinOperator.DIV);
        since("1.14.0 1.14.0 2.3.0", BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM);
        since("1.5.0 2.1.0", BuiltinOperator.RELU);
        since("1.5.0", BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.RESHAPE);
        since("1.14.0 1.14.0", BuiltinOperator.LOGISTIC, BuiltinOperator.TANH);
        since("1.13.1", BuiltinOperator.LEAKY_RELU);
        since("1.14.0", BuiltinOperator.ELU, BuiltinOperator.CEIL, BuiltinOperator.ROUND, BuiltinOperator.COS, BuiltinOperator.LOG);
        since("1.15.0", BuiltinOperator.HARD_SWISH);
        since("2.9.0 2.9.0", BuiltinOperator.GELU);
        since("1.5.0 1.14.0 2.4.0 2.6.0", BuiltinOperator.PAD);
        since("1.9.0 1.14.0 2.4.0 2.6.0", BuiltinOperator.PADV2);
        since("1.6.0 1.14.0 1.15.0 2.3.0 2.4.0 2.12.0", BuiltinOperator.TRANSPOSE);
        since("1.14.0 1.14.0 1.14.0 2.4.0 2.5.0", BuiltinOperator.SLICE);
        since("1.6.0 1.14.0 2.1.0 2.2.0", BuiltinOperator.STRIDED_SLICE);
        since("1.7.0 1.14.0 2.2.0", BuiltinOperator.RESIZE_BILINEAR);
        since("1.13.1 1.14.0", BuiltinOperator.RESIZE_NEAREST_NEIGHBOR);
        since("1.6.0 1.14.0 1.15.0 2.4.0", BuiltinOperator.GATHER);
        since("1.14.0 1.15.0", BuiltinOperator.QUANTIZE);
        since("1.13.1 1.14.0 1.15.0", BuiltinOperator.DEQUANTIZE);
        since("2.5.0 2.5.0 2.5.0", BuiltinOperator.BROADCAST_TO);
        since("1.13.0 2.4.0", BuiltinOperator.ABS);
        since("1.7.0", BuiltinOperator.EXP);
        since("1.14.0 1.14.0", BuiltinOperator.GREATER, BuiltinOperator.GREATER_EQUAL, BuiltinOperator.LESS, BuiltinOperator.LESS_EQUAL,
            BuiltinOperator.EQUAL, BuiltinOperator.NOT_EQUAL);
        since("2.2.0", BuiltinOperator.SELECT_V2);
        since("1.11.0", BuiltinOperator.LOGICAL_AND, BuiltinOperator.LOGICAL_OR, BuiltinOperator.LOGICAL_NOT);
        since("1.9.0", BuiltinOperator.NEG, BuiltinOperator.SIN, BuiltinOperator.FLOOR);
        since("1.10.0", BuiltinOperator.POW, BuiltinOperator.SQRT);
    }

    private OperatorVersions() {
    }

    private static void since(String runtimes, int... codes) {
        for (int code : codes) {
            RUNTIMES.put(code, List.of(runtimes.split(" ")));
        }
    }

    /** The least version that computes this. */
    static int version(Builtin builtin, List<TensorType> operands, TensorType result) {
        TensorType first = operands.get(0);
        int byType = first.dtype() == DType.I8 ? 2 : 1;
        boolean broadcastsMany = operands.size() == 2 && !first.shape().equals(operands.get(1).shape())
            && operands.stream().anyMatch(operand -> operand.rank() > MANY_DIMENSIONS);
        return switch (builtin.code()) {
            case BuiltinOperator.CONV_2D -> operands.get(1).shape().last() != first.shape().last() ? 6 : byType == 2 ? 3 : 1;
            case BuiltinOperator.DEPTHWISE_CONV_2D -> byType == 2 ? 3 : isDilated((DepthwiseConv2DOptionsT) builtin.options()) ? 2 : 1;
            case BuiltinOperator.FULLY_CONNECTED ->
                ((FullyConnectedOptionsT) builtin.options()).getKeepNumDims() ? 5 : byType == 2 ? 4 : 1;
            case BuiltinOperator.MUL -> byType == 2 && ratio(operands, result) >= 1 ? 3 : byType;
            case BuiltinOperator.SUB, BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM -> broadcastsMany ? 3 : byType;
            case BuiltinOperator.DIV -> broadcastsMany ? 2 : 1;
            case BuiltinOperator.PAD, BuiltinOperator.PADV2 -> first.rank() > MANY_DIMENSIONS ? 4 : moving(first, 3, 1);
            case BuiltinOperator.TRANSPOSE -> first.rank() > 5 ? 6 : first.dtype() == DType.I16 ? 5 : first.rank() == 5 ? 4 : moving(first, 5, 3);
            case BuiltinOperator.SLICE -> first.rank() > MANY_DIMENSIONS ? 5 : moving(first, 4, 1);
            case BuiltinOperator.STRIDED_SLICE -> first.rank() > MANY_DIMENSIONS ? 4 : moving(first, 1, 3);
            case BuiltinOperator.GATHER -> moving(first, 4, 3);
            case BuiltinOperator.CONCATENATION -> moving(first, 3, 1);
            case BuiltinOperator.RESIZE_BILINEAR -> ((ResizeBilinearOptionsT) builtin.options()).getHalfPixelCenters() ? 3 : byType;
            case BuiltinOperator.BROADCAST_TO -> moving(first, 2, 1) + 1;
            case BuiltinOperator.QUANTIZE -> result.dtype() == DType.I16 ? 2 : 1;
            case BuiltinOperator.DEQUANTIZE -> first.dtype() == DType.I16 ? 3 : byType;
            case BuiltinOperator.RESHAPE, BuiltinOperator.HARD_SWISH, BuiltinOperator.LEAKY_RELU, BuiltinOperator.ELU,
                BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.SELECT_V2 -> 1;
            default -> byType;
        };
    }

    /** Of operators that move elements: where 16-bit integers and bool came later than bytes. */
    private static int moving(TensorType type, int shorts, int bools) {
        return type.dtype() == DType.I16 ? shorts : type.dtype() == DType.BOOL ? bools : type.dtype() == DType.I8 ? 2 : 1;
    }

    private static boolean isDilated(DepthwiseConv2DOptionsT options) {
        return options.getDilationHFactor() != 1 || options.getDilationWFactor() != 1;
    }

    private static float ratio(List<TensorType> operands, TensorType result) {
        return operands.get(0).scheme().scale() * operands.get(1).scheme().scale() / result.scheme().scale();
    }

    /** The first TFLite with this version of the operator. */
    static String runtime(int code, int version) {
        return RUNTIMES.get(code).get(version - 1);
    }

    /** The later of two versions of TFLite. */
    static String later(String left, String right) {
        return Arrays.compare(parts(left), parts(right)) >= 0 ? left : right;
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
