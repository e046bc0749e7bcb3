package io.sextant.tests.tflite;

import static org.tensorflow.lite.schema.ActivationFunctionType.NONE;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU6;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU_N1_TO_1;
import static org.tensorflow.lite.schema.Padding.SAME;
import static org.tensorflow.lite.schema.Padding.VALID;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.MirrorPadMode;
import org.tensorflow.lite.schema.MirrorPadOptionsT;

/** Models of f32 of one spatial operator each. */
final class SpatialModels {
    private SpatialModels() {
    }

    static List<OperatorModel> all() {
        List<OperatorModel> models = new ArrayList<>();
        models.add(convolution("valid", Options.convolution(VALID, 1, 1, 1, NONE)).input(1, 7, 6, 3).weights(5, 3, 2, 3).weights(5)
            .output(1, 5, 5, 5));
        models.add(convolution("same, stride 2", Options.convolution(SAME, 2, 1, 1, RELU)).input(2, 8, 7, 3).weights(4, 3, 3, 3).weights(4)
            .output(2, 4, 7, 4));
        models.add(convolution("dilated", Options.convolution(SAME, 1, 1, 2, RELU_N1_TO_1)).input(1, 9, 8, 2).weights(4, 3, 3, 2).weights(4)
            .output(1, 9, 8, 4));
        models.add(convolution("grouped", Options.convolution(SAME, 1, 1, 1, NONE)).input(1, 5, 5, 6).weights(4, 3, 3, 3).weights(4)
            .output(1, 5, 5, 4));
        models.add(convolution("pointwise", Options.convolution(SAME, 1, 1, 1, RELU6)).input(1, 5, 5, 8).weights(16, 1, 1, 8).weights(16)
            .output(1, 5, 5, 16));
        models.add(depthwise("same, stride 2", Options.depthwise(SAME, 2, 1, 1, RELU6)).input(1, 8, 7, 6).weights(1, 3, 3, 6).weights(6)
            .output(1, 4, 4, 6));
        models.add(depthwise("multiplier 2", Options.depthwise(VALID, 1, 2, 1, NONE)).input(1, 6, 6, 3).weights(1, 3, 3, 6).weights(6)
            .output(1, 4, 4, 6));
        models.add(depthwise("dilated", Options.depthwise(SAME, 1, 1, 2, NONE)).input(1, 9, 9, 4).weights(1, 3, 3, 4).weights(4)
            .output(1, 9, 9, 4));
        models.add(pool(BuiltinOperator.AVERAGE_POOL_2D, "same", Options.pool(SAME, 2, 3, 3, NONE)).input(1, 8, 7, 3).output(1, 4, 4, 3));
        models.add(pool(BuiltinOperator.AVERAGE_POOL_2D, "valid", Options.pool(VALID, 1, 4, 2, RELU)).input(1, 8, 7, 3)
            .output(1, 5, 6, 3));
        models.add(pool(BuiltinOperator.MAX_POOL_2D, "same", Options.pool(SAME, 2, 3, 2, NONE)).input(1, 8, 7, 3).output(1, 4, 4, 3));
        resizes(models);
        borders(models);
        return models;
    }

    private static void resizes(List<OperatorModel> models) {
        for (int way = 0; way < 3; way++) {
            String label = List.of("plain", "corners", "half pixel").get(way);
            models.add(OperatorModel.of(label, BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions,
                Options.bilinear(way == 1, way == 2)).input(1, 4, 5, 3).ints(7, 10).output(1, 7, 10, 3));
            models.add(OperatorModel.of(label + ", smaller", BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions,
                Options.bilinear(way == 1, way == 2)).input(1, 9, 8, 2).ints(4, 3).output(1, 4, 3, 2));
            models.add(OperatorModel.of(label, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighborOptions,
                Options.nearest(way == 1, way == 2)).input(1, 4, 5, 3).ints(7, 10).output(1, 7, 10, 3));
        }
    }

    private static void borders(List<OperatorModel> models) {
        models.add(OperatorModel.of(BuiltinOperator.PAD).input(1, 3, 4, 2).pairs(0, 0, 1, 2, 0, 1, 0, 0).output(1, 6, 5, 2));
        models.add(OperatorModel.of(BuiltinOperator.PADV2).input(1, 3, 4, 2).pairs(0, 0, 1, 2, 0, 1, 0, 0).weights().output(1, 6, 5, 2));
        for (byte mode : new byte[] {MirrorPadMode.REFLECT, MirrorPadMode.SYMMETRIC}) {
            MirrorPadOptionsT options = new MirrorPadOptionsT();
            options.setMode(mode);
            models.add(OperatorModel.of(MirrorPadMode.names[mode], BuiltinOperator.MIRROR_PAD, BuiltinOptions.MirrorPadOptions, options)
                .input(1, 3, 4, 2).pairs(0, 0, 1, 2, 0, 3, 0, 0).output(1, 6, 7, 2));
        }
    }

    private static OperatorModel convolution(String label, Object options) {
        return OperatorModel.of(label, BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options);
    }

    private static OperatorModel depthwise(String label, Object options) {
        return OperatorModel.of(label, BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    private static OperatorModel pool(int code, String label, Object options) {
        return OperatorModel.of(label, code, BuiltinOptions.Pool2DOptions, options);
    }
}
