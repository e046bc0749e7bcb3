package io.sextant.tests.tflite;

import static io.sextant.tests.tflite.ElementwiseModels.with;
import static org.tensorflow.lite.schema.ActivationFunctionType.NONE;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU6;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU_N1_TO_1;
import static org.tensorflow.lite.schema.Padding.SAME;
import static org.tensorflow.lite.schema.Padding.VALID;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BatchMatMulOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.LeakyReluOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;

/** Models of int8 of one operator each. */
final class QuantisedModels {
    private static final float SCALE = 0.0235f;

    private QuantisedModels() {
    }

    static List<OperatorModel> all() {
        List<OperatorModel> models = new ArrayList<>();
        products(models);
        bytes(models);
        pools(models);
        pairs(models);
        functions(models);
        movements(models);
        return models;
    }

    static TensorType i8(float scale, int zero, int... dims) {
        return new TensorType(DType.I8, Shape.of(dims)).quantised(Quantisation.perTensor(scale, zero));
    }

    private static TensorType i8(int... dims) {
        return i8(SCALE, -5, dims);
    }

    private static void products(List<OperatorModel> models) {
        models.add(product(convolution("relu6", Options.convolution(SAME, 2, 1, 1, RELU6)), i8(1, 8, 7, 3), 0, 8, 3, 3, 3)
            .output(i8(0.0235f, -128, 1, 4, 7, 8)));
        models.add(product(convolution("pointwise", Options.convolution(VALID, 1, 1, 1, NONE)), i8(1, 5, 5, 16), 0, 24, 1, 1, 16)
            .output(i8(0.06f, 3, 1, 5, 5, 24)));
        models.add(product(convolution("dilated", Options.convolution(SAME, 1, 1, 2, RELU)), i8(1, 9, 9, 4), 0, 4, 3, 3, 4)
            .output(i8(0.05f, -100, 1, 9, 9, 4)));
        models.add(product(convolution("grouped", Options.convolution(SAME, 1, 1, 1, NONE)), i8(1, 6, 6, 8), 0, 4, 3, 3, 4)
            .output(i8(0.05f, 0, 1, 6, 6, 4)));
        models.add(product(depthwise("relu6", Options.depthwise(SAME, 2, 1, 1, RELU6)), i8(1, 9, 8, 16), 3, 1, 3, 3, 16)
            .output(i8(0.0235f, -128, 1, 5, 4, 16)));
        models.add(product(depthwise("multiplier 2", Options.depthwise(VALID, 1, 2, 1, NONE)), i8(1, 6, 6, 5), 3, 1, 3, 3, 10)
            .output(i8(0.04f, 7, 1, 4, 4, 10)));
        models.add(product(dense("", NONE), i8(3, 40), 0, 10, 40).output(i8(0.2f, 11, 3, 10)));
        models.add(product(dense("relu", RELU), i8(1, 2, 2, 16), 0, 10, 64).output(i8(0.1f, -128, 1, 10)));
        models.add(OperatorModel.of("", BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT())
            .input(i8(2, 3, 8)).input(i8(0.01f, 4, 2, 8, 5)).output(i8(0.03f, -3, 2, 3, 5)));
    }

    /** As models were quantised before 2019: all of u8, weights too, with zero points and one scale. */
    private static void bytes(List<OperatorModel> models) {
        models.add(bytes(convolution("u8", Options.convolution(SAME, 1, 1, 1, RELU6)), u8(0.02f, 100, 1, 6, 6, 8), 6, 3, 3, 8)
            .output(u8(0.0235f, 0, 1, 6, 6, 6)));
        models.add(bytes(depthwise("u8", Options.depthwise(SAME, 1, 1, 1, RELU6)), u8(0.02f, 100, 1, 6, 6, 8), 1, 3, 3, 8)
            .output(u8(0.0235f, 0, 1, 6, 6, 8)));
        models.add(bytes(dense("u8", NONE), u8(0.02f, 100, 2, 40), 10, 40).output(u8(0.05f, 120, 2, 10)));
    }

    private static TensorType u8(float scale, int zero, int... dims) {
        return new TensorType(DType.U8, Shape.of(dims)).quantised(Quantisation.perTensor(scale, zero));
    }

    private static OperatorModel bytes(OperatorModel model, TensorType input, int... weights) {
        SplittableRandom random = new SplittableRandom(weights[0]);
        TensorType filter = u8(0.005f, 121, weights);
        int channels = weights[0] == 1 ? weights[weights.length - 1] : weights[0];
        TensorType bias = new TensorType(DType.I32, Shape.of(channels))
            .quantised(Quantisation.perTensor(0.005f * input.scheme().scale(), 0));
        return model.input(input).constant(Tensor.ofInts(filter, random.ints(filter.elements(), 0, 256).toArray()))
            .constant(Tensor.ofInts(bias, random.ints(channels, -4000, 4000).toArray()));
    }

    /** With weights that have a scale per output channel, which lie on {@code axis}, and a bias. */
    private static OperatorModel product(OperatorModel model, TensorType input, int axis, int... weights) {
        SplittableRandom random = new SplittableRandom(weights[0] * 31L + weights[weights.length - 1]);
        Shape shape = Shape.of(weights);
        List<Float> scales = new ArrayList<>();
        List<Float> biasScales = new ArrayList<>();
        for (int i = 0; i < shape.dim(axis); i++) {
            scales.add(0.002f + 0.006f * (float) random.nextDouble());
            biasScales.add(scales.get(i) * input.scheme().scale());
        }
        TensorType filter = new TensorType(DType.I8, shape).quantised(Quantisation.perAxis(scales, axis));
        TensorType bias = new TensorType(DType.I32, Shape.of(scales.size())).quantised(Quantisation.perAxis(biasScales, 0));
        return model.input(input).constant(Tensor.ofInts(filter, random.ints(filter.elements(), -127, 128).toArray()))
            .constant(Tensor.ofInts(bias, random.ints(bias.elements(), -4000, 4000).toArray()));
    }

    private static OperatorModel convolution(String label, Object options) {
        return OperatorModel.of(label, BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options);
    }

    private static OperatorModel depthwise(String label, Object options) {
        return OperatorModel.of(label, BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    private static OperatorModel dense(String label, byte activation) {
        return OperatorModel.of(label, BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions,
            with(new FullyConnectedOptionsT(), options -> options.setFusedActivationFunction(activation)));
    }

    private static void pools(List<OperatorModel> models) {
        for (int code : new int[] {BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D}) {
            models.add(OperatorModel.of("same", code, BuiltinOptions.Pool2DOptions, Options.pool(SAME, 2, 3, 3, NONE))
                .input(i8(1, 8, 7, 5)).output(i8(1, 4, 4, 5)));
            models.add(OperatorModel.of("whole, relu", code, BuiltinOptions.Pool2DOptions, Options.pool(VALID, 1, 8, 7, RELU))
                .input(i8(1, 8, 7, 5)).output(i8(1, 1, 1, 5)));
        }
        ReducerOptionsT keeps = with(new ReducerOptionsT(), options -> options.setKeepDims(true));
        models.add(reduction("keeps", BuiltinOperator.MEAN, keeps).ints(1, 2).output(i8(0.011f, 9, 2, 1, 1, 20)));
        models.add(reduction("one scale", BuiltinOperator.MEAN, new ReducerOptionsT()).ints(1, 2).output(i8(2, 20)));
        models.add(reduction("", BuiltinOperator.SUM, new ReducerOptionsT()).ints(1, 2).output(i8(0.1f, 4, 2, 20)));
        models.add(reduction("", BuiltinOperator.REDUCE_MAX, new ReducerOptionsT()).ints(1).output(i8(2, 5, 20)));
        models.add(OperatorModel.of("", BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMaxOptions, with(new ArgMaxOptionsT(),
            options -> options.setOutputType(org.tensorflow.lite.schema.TensorType.INT32))).input(i8(3, 40)).scalar(-1)
            .output(new TensorType(DType.I32, Shape.of(3))));
        models.add(OperatorModel.of("half pixel", BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions,
            Options.bilinear(false, true)).input(i8(1, 4, 5, 3)).ints(7, 10).output(i8(1, 7, 10, 3)));
        models.add(OperatorModel.of("", BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighborOptions,
            Options.nearest(false, false)).input(i8(1, 4, 5, 3)).ints(7, 10).output(i8(1, 7, 10, 3)));
    }

    private static OperatorModel reduction(String label, int code, ReducerOptionsT options) {
        return OperatorModel.of(label, code, BuiltinOptions.ReducerOptions, options).input(i8(2, 4, 5, 20));
    }

    private static void pairs(List<OperatorModel> models) {
        for (byte activation : new byte[] {NONE, RELU6, RELU_N1_TO_1}) {
            models.add(add("activation " + activation, activation).input(i8(1, 4, 3, 5)).input(i8(0.04f, 10, 1, 4, 3, 5))
                .output(i8(0.05f, -20, 1, 4, 3, 5)));
        }
        models.add(add("broadcast", NONE).input(i8(1, 4, 3, 5)).input(i8(0.04f, 10, 5)).output(i8(0.05f, -20, 1, 4, 3, 5)));
        models.add(OperatorModel.of("", BuiltinOperator.SUB, BuiltinOptions.SubOptions, new SubOptionsT()).input(i8(3, 40))
            .input(i8(0.04f, 10, 3, 40)).output(i8(0.05f, -20, 3, 40)));
        models.add(OperatorModel.of("", BuiltinOperator.MUL, BuiltinOptions.MulOptions, with(new MulOptionsT(),
            options -> options.setFusedActivationFunction(RELU))).input(i8(3, 40)).input(i8(0.04f, 10, 3, 40)).output(i8(0.09f, -20, 3, 40)));
        models.add(OperatorModel.of("broadcast", BuiltinOperator.MUL, BuiltinOptions.MulOptions, new MulOptionsT())
            .input(i8(1, 4, 5, 6)).input(i8(0.04f, 10, 1, 1, 1, 6)).output(i8(0.09f, -20, 1, 4, 5, 6)));
        models.add(OperatorModel.of(BuiltinOperator.MAXIMUM).input(i8(3, 40)).input(i8(3, 40)).output(i8(3, 40)));
        models.add(OperatorModel.of(BuiltinOperator.MINIMUM).input(i8(3, 40)).input(i8(3, 40)).output(i8(3, 40)));
    }

    private static OperatorModel add(String label, byte activation) {
        return OperatorModel.of(label, BuiltinOperator.ADD, BuiltinOptions.AddOptions,
            with(new AddOptionsT(), options -> options.setFusedActivationFunction(activation)));
    }

    private static void functions(List<OperatorModel> models) {
        models.add(OperatorModel.of(BuiltinOperator.LOGISTIC).input(i8(0.05f, 3, 4, 256)).output(i8(1f / 256, -128, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.TANH).input(i8(0.03f, -9, 4, 256)).output(i8(1f / 128, 0, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.HARD_SWISH).input(i8(0.05f, -9, 4, 256)).output(i8(0.03f, -100, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.RELU).input(i8(4, 256)).output(i8(0.012f, -128, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.RELU6).input(i8(0.05f, 1, 4, 256)).output(i8(0.0235f, -128, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.RELU_N1_TO_1).input(i8(4, 256)).output(i8(0.008f, 0, 4, 256)));
        models.add(OperatorModel.of(BuiltinOperator.ELU).input(i8(4, 256)).output(i8(0.02f, -60, 4, 256)));
        models.add(OperatorModel.of("", BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyReluOptions,
            with(new LeakyReluOptionsT(), options -> options.setAlpha(0.2f))).input(i8(4, 256)).output(i8(0.02f, -60, 4, 256)));
        models.add(OperatorModel.of("", BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions,
            with(new SoftmaxOptionsT(), options -> options.setBeta(1))).input(i8(0.05f, 3, 6, 10)).output(i8(1f / 256, -128, 6, 10)));
        models.add(OperatorModel.of("from f32", BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null).input(4, 256).output(i8(4, 256)));
        models.add(OperatorModel.of("from i8", BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null).input(i8(4, 256))
            .output(i8(0.031f, 7, 4, 256)));
        models.add(OperatorModel.of("from u8", BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null)
            .input(new TensorType(DType.U8, Shape.of(4, 256)).quantised(Quantisation.perTensor(SCALE, 123))).output(i8(4, 256)));
        models.add(new OperatorModel("", BuiltinOperator.DEQUANTIZE, 2, BuiltinOptions.NONE, null).input(i8(4, 256)).output(4, 256));
        models.add(OperatorModel.of(BuiltinOperator.ABS).input(i8(4, 256)).output(i8(0.02f, -60, 4, 256)));
    }

    private static void movements(List<OperatorModel> models) {
        models.add(OperatorModel.of(BuiltinOperator.RESHAPE).input(i8(2, 3, 4)).ints(4, -1).output(i8(4, 6)));
        models.add(OperatorModel.of(BuiltinOperator.TRANSPOSE).input(i8(2, 3, 4)).ints(2, 0, 1).output(i8(4, 2, 3)));
        models.add(OperatorModel.of("", BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions,
            with(new ConcatenationOptionsT(), options -> options.setAxis(-1))).input(i8(2, 4)).input(i8(2, 1)).output(i8(2, 5)));
        models.add(OperatorModel.of(BuiltinOperator.PAD).input(i8(1, 3, 4, 2)).pairs(0, 0, 1, 2, 0, 1, 0, 0).output(i8(1, 6, 5, 2)));
        models.add(OperatorModel.of("", BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSliceOptions,
            Options.stridedSlice(0, 0, 0, 0, 0b10)).input(i8(6, 5)).ints(0, -1).ints(6, 0).ints(1, 1).output(i8(6)));
    }
}
