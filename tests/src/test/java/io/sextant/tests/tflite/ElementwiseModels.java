package io.sextant.tests.tflite;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.ArgMinOptionsT;
import org.tensorflow.lite.schema.BatchMatMulOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.GeluOptionsT;
import org.tensorflow.lite.schema.LeakyReluOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;

/** Models of one operator on elements, one product or one reduction each. */
final class ElementwiseModels {
    private ElementwiseModels() {
    }

    static <T> T with(T options, Consumer<T> setting) {
        setting.accept(options);
        return options;
    }

    static List<OperatorModel> all() {
        List<OperatorModel> models = new ArrayList<>();
        functions(models);
        pairs(models);
        products(models);
        reductions(models);
        return models;
    }

    private static void functions(List<OperatorModel> models) {
        for (int code : new int[] {BuiltinOperator.RELU, BuiltinOperator.RELU6, BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.ELU,
            BuiltinOperator.LOGISTIC, BuiltinOperator.TANH, BuiltinOperator.HARD_SWISH, BuiltinOperator.EXP, BuiltinOperator.ABS,
            BuiltinOperator.NEG, BuiltinOperator.SIN, BuiltinOperator.COS, BuiltinOperator.FLOOR, BuiltinOperator.CEIL,
            BuiltinOperator.ROUND, BuiltinOperator.SQUARE, BuiltinOperator.SIGN}) {
            models.add(OperatorModel.of(code).input(1, 5, 4, 3).output(1, 5, 4, 3));
        }
        for (int code : new int[] {BuiltinOperator.SQRT, BuiltinOperator.LOG, BuiltinOperator.RSQRT}) {
            models.add(OperatorModel.of(code).constant(Tensor.of(TensorType.f32(4), 0.1f, 1, 7, 3e5f)).output(4));
            models.add(OperatorModel.of(code).input(3, 7).output(3, 7));
        }
        models.add(OperatorModel.of("", BuiltinOperator.GELU, BuiltinOptions.GeluOptions, new GeluOptionsT()).input(3, 7).output(3, 7));
        models.add(OperatorModel.of("", BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyReluOptions,
            with(new LeakyReluOptionsT(), options -> options.setAlpha(0.2f))).input(3, 7).output(3, 7));
        models.add(OperatorModel.of(BuiltinOperator.PRELU).input(1, 4, 3, 5).weights(1, 1, 5).output(1, 4, 3, 5));
        for (float beta : new float[] {1, 0.5f}) {
            models.add(OperatorModel.of("beta " + beta, BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions,
                with(new SoftmaxOptionsT(), options -> options.setBeta(beta))).input(3, 7).output(3, 7));
        }
    }

    private static void pairs(List<OperatorModel> models) {
        byte relu6 = ActivationFunctionType.RELU6;
        models.add(OperatorModel.of("relu6", BuiltinOperator.ADD, BuiltinOptions.AddOptions,
            with(new AddOptionsT(), options -> options.setFusedActivationFunction(relu6))).input(1, 4, 3, 5).input(1, 4, 3, 5).output(1, 4, 3, 5));
        models.add(OperatorModel.of("broadcast", BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT())
            .input(1, 4, 3, 5).weights(5).output(1, 4, 3, 5));
        models.add(OperatorModel.of("relu", BuiltinOperator.SUB, BuiltinOptions.SubOptions, with(new SubOptionsT(),
            options -> options.setFusedActivationFunction(ActivationFunctionType.RELU))).input(3, 1).input(1, 4).output(3, 4));
        models.add(OperatorModel.of("", BuiltinOperator.MUL, BuiltinOptions.MulOptions, new MulOptionsT()).input(3, 4).weights().output(3, 4));
        models.add(OperatorModel.of("", BuiltinOperator.DIV, BuiltinOptions.DivOptions, new DivOptionsT()).input(3, 4).input(3, 4).output(3, 4));
        TensorType integers = new TensorType(DType.I32, Shape.of(3, 4));
        models.add(OperatorModel.of("i32", BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT())
            .input(integers).input(integers).output(integers));
        for (int code : new int[] {BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM, BuiltinOperator.SQUARED_DIFFERENCE}) {
            models.add(OperatorModel.of(code).input(3, 4).input(1, 4).output(3, 4));
        }
        models.add(OperatorModel.of(BuiltinOperator.POW).constant(Tensor.of(TensorType.f32(4), 0.1f, 1, 7, 3)).input(2, 4).output(2, 4));
        TensorType bools = new TensorType(DType.BOOL, Shape.of(3, 4));
        for (int code : new int[] {BuiltinOperator.EQUAL, BuiltinOperator.NOT_EQUAL, BuiltinOperator.LESS, BuiltinOperator.LESS_EQUAL,
            BuiltinOperator.GREATER, BuiltinOperator.GREATER_EQUAL}) {
            models.add(OperatorModel.of(code).input(integers).input(integers).output(bools));
        }
        models.add(OperatorModel.of(BuiltinOperator.LOGICAL_AND).input(bools).input(bools).output(bools));
        models.add(OperatorModel.of(BuiltinOperator.LOGICAL_OR).input(bools).input(bools).output(bools));
        models.add(OperatorModel.of(BuiltinOperator.LOGICAL_NOT).input(bools).output(bools));
        models.add(OperatorModel.of(BuiltinOperator.SELECT_V2).input(bools).input(3, 4).input(1, 4).output(3, 4));
    }

    private static void products(List<OperatorModel> models) {
        models.add(dense("", new FullyConnectedOptionsT()).input(2, 6).weights(4, 6).weights(4).output(2, 4));
        models.add(dense("flattens", new FullyConnectedOptionsT()).input(1, 2, 2, 6).weights(4, 24).weights(4).output(1, 4));
        models.add(dense("keeps, no bias", with(new FullyConnectedOptionsT(), options -> options.setKeepNumDims(true)))
            .input(1, 3, 6).weights(4, 6).omitted().output(1, 3, 4));
        models.add(OperatorModel.of("", BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT())
            .input(2, 3, 4).input(2, 4, 5).output(2, 3, 5));
        models.add(OperatorModel.of("transposed", BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions,
            with(new BatchMatMulOptionsT(), options -> {
                options.setAdjX(true);
                options.setAdjY(true);
            })).input(2, 4, 3).input(2, 5, 4).output(2, 3, 5));
        models.add(OperatorModel.of("broadcast", BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions,
            with(new BatchMatMulOptionsT(), options -> options.setAdjY(true))).input(2, 3, 4).input(1, 5, 4).output(2, 3, 5));
    }

    private static OperatorModel dense(String label, FullyConnectedOptionsT options) {
        options.setFusedActivationFunction(label.isEmpty() ? ActivationFunctionType.RELU : ActivationFunctionType.NONE);
        return OperatorModel.of(label, BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, options);
    }

    private static void reductions(List<OperatorModel> models) {
        ReducerOptionsT keeps = with(new ReducerOptionsT(), options -> options.setKeepDims(true));
        models.add(reduction("keeps", BuiltinOperator.MEAN, keeps).ints(1, 2).output(2, 1, 1, 5));
        models.add(reduction("", BuiltinOperator.MEAN, new ReducerOptionsT()).ints(1, 2).output(2, 5));
        models.add(reduction("last", BuiltinOperator.SUM, new ReducerOptionsT()).scalar(-1).output(2, 4, 3));
        models.add(reduction("", BuiltinOperator.REDUCE_MAX, new ReducerOptionsT()).ints(-1, 0).output(4, 3));
        models.add(reduction("", BuiltinOperator.REDUCE_MIN, keeps).ints(0, 1, 2, 3).output(1, 1, 1, 1));
        models.add(reduction("", BuiltinOperator.REDUCE_PROD, new ReducerOptionsT()).ints(2).output(2, 4, 5));
        models.add(OperatorModel.of("", BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMaxOptions, with(new ArgMaxOptionsT(),
            options -> options.setOutputType(org.tensorflow.lite.schema.TensorType.INT32))).input(3, 7).scalar(-1)
            .output(new TensorType(DType.I32, Shape.of(3))));
        models.add(OperatorModel.of("", BuiltinOperator.ARG_MIN, BuiltinOptions.ArgMinOptions, with(new ArgMinOptionsT(),
            options -> options.setOutputType(org.tensorflow.lite.schema.TensorType.INT64))).input(3, 7).scalar(0)
            .output(new TensorType(DType.I64, Shape.of(7))));
    }

    private static OperatorModel reduction(String label, int code, ReducerOptionsT options) {
        return OperatorModel.of(label, code, BuiltinOptions.ReducerOptions, options).input(2, 4, 3, 5);
    }
}
