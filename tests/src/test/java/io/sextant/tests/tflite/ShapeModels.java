package io.sextant.tests.tflite;

import static io.sextant.tests.tflite.ElementwiseModels.with;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.PackOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.ShapeOptionsT;
import org.tensorflow.lite.schema.SplitOptionsT;
import org.tensorflow.lite.schema.SplitVOptionsT;
import org.tensorflow.lite.schema.SqueezeOptionsT;
import org.tensorflow.lite.schema.UnpackOptionsT;

/** Models of one operator that moves elements each. */
final class ShapeModels {
    private ShapeModels() {
    }

    static List<OperatorModel> all() {
        List<OperatorModel> models = new ArrayList<>();
        shapes(models);
        joins(models);
        regions(models);
        return models;
    }

    private static void shapes(List<OperatorModel> models) {
        models.add(OperatorModel.of(BuiltinOperator.RESHAPE).input(2, 3, 4).ints(4, -1).output(4, 6));
        models.add(OperatorModel.of("by options", BuiltinOperator.RESHAPE, BuiltinOptions.ReshapeOptions,
            with(new ReshapeOptionsT(), options -> options.setNewShape(new int[] {6, 4}))).input(2, 3, 4).output(6, 4));
        models.add(OperatorModel.of("", BuiltinOperator.SQUEEZE, BuiltinOptions.SqueezeOptions,
            with(new SqueezeOptionsT(), options -> options.setSqueezeDims(new int[] {-2}))).input(1, 3, 1, 4).output(1, 3, 4));
        models.add(OperatorModel.of(BuiltinOperator.EXPAND_DIMS).input(3, 4).scalar(-1).output(3, 4, 1));
        models.add(OperatorModel.of(BuiltinOperator.TRANSPOSE).input(2, 3, 4, 5).ints(0, 3, 1, 2).output(2, 5, 3, 4));
        models.add(new OperatorModel("", BuiltinOperator.BROADCAST_TO, 2, BuiltinOptions.NONE, null).input(3, 1).ints(2, 3, 4).output(2, 3, 4));
        models.add(OperatorModel.of(BuiltinOperator.FILL).ints(2, 3).input(new int[0]).output(2, 3));
        TensorType integers = new TensorType(DType.I32, Shape.of(3, 4));
        models.add(OperatorModel.of("to f32", BuiltinOperator.CAST, BuiltinOptions.CastOptions, with(new CastOptionsT(), options -> {
            options.setInDataType(org.tensorflow.lite.schema.TensorType.INT32);
            options.setOutDataType(org.tensorflow.lite.schema.TensorType.FLOAT32);
        })).input(integers).output(3, 4));
        models.add(OperatorModel.of("to i32", BuiltinOperator.CAST, BuiltinOptions.CastOptions, with(new CastOptionsT(), options -> {
            options.setInDataType(org.tensorflow.lite.schema.TensorType.FLOAT32);
            options.setOutDataType(org.tensorflow.lite.schema.TensorType.INT32);
        })).input(3, 4).output(integers));
    }

    private static void joins(List<OperatorModel> models) {
        models.add(OperatorModel.of("", BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions,
            with(new ConcatenationOptionsT(), options -> options.setAxis(-1))).input(2, 3, 4).input(2, 3, 1).input(2, 3, 2).output(2, 3, 7));
        models.add(OperatorModel.of("", BuiltinOperator.PACK, BuiltinOptions.PackOptions, with(new PackOptionsT(), options -> {
            options.setAxis(1);
            options.setValuesCount(3);
        })).input(2, 3).input(2, 3).input(2, 3).output(2, 3, 3));
        models.add(OperatorModel.of("", BuiltinOperator.UNPACK, BuiltinOptions.UnpackOptions, with(new UnpackOptionsT(), options -> {
            options.setAxis(-1);
            options.setNum(2);
        })).input(3, 2).output(3).output(3));
        models.add(OperatorModel.of("", BuiltinOperator.SPLIT, BuiltinOptions.SplitOptions,
            with(new SplitOptionsT(), options -> options.setNumSplits(2))).scalar(1).input(3, 4).output(3, 2).output(3, 2));
        models.add(OperatorModel.of("", BuiltinOperator.SPLIT_V, BuiltinOptions.SplitVOptions,
            with(new SplitVOptionsT(), options -> options.setNumSplits(2))).input(3, 4).ints(1, -1).scalar(1).output(3, 1).output(3, 3));
        models.add(OperatorModel.of("", BuiltinOperator.GATHER, BuiltinOptions.GatherOptions,
            with(new GatherOptionsT(), options -> options.setAxis(1))).input(2, 5, 3).ints(4, 0, 4).output(2, 3, 3));
    }

    private static void regions(List<OperatorModel> models) {
        models.add(OperatorModel.of(BuiltinOperator.SLICE).input(4, 5, 3).ints(1, 0, 2).ints(2, -1, 1).output(2, 5, 1));
        models.add(slice("steps", Options.stridedSlice(0, 0, 0, 0, 0)).input(6, 5).ints(1, 0).ints(6, 4).ints(2, 3).output(3, 2));
        models.add(slice("masks, negative", Options.stridedSlice(0b01, 0b10, 0, 0, 0)).input(6, 5).ints(3, -3).ints(-2, 1).ints(1, 1)
            .output(4, 3));
        models.add(slice("shrink", Options.stridedSlice(0, 0, 0, 0, 0b10)).input(6, 5).ints(0, -1).ints(6, 0).ints(1, 1).output(6));
        models.add(slice("ellipsis and new axis", Options.stridedSlice(0, 0, 0b001, 0b010, 0b100)).input(4, 3, 5).ints(0, 0, 2)
            .ints(0, 0, 3).ints(1, 1, 1).output(4, 3, 1));
        TensorType shape = new TensorType(DType.I32, Shape.of(3));
        models.add(OperatorModel.of("of an input", BuiltinOperator.SHAPE, BuiltinOptions.ShapeOptions,
            with(new ShapeOptionsT(), options -> options.setOutType(org.tensorflow.lite.schema.TensorType.INT32)))
            .input(4, 3, 5).output(shape));
    }

    private static OperatorModel slice(String label, Object options) {
        return OperatorModel.of(label, BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSliceOptions, options);
    }
}
