package io.sextant.ir.tflite.write;

import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Resize;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptionsT;

/** Pools and resampling. */
final class SpatialWriter {
    private static final List<Integer> SPATIAL_AXES = List.of(1, 2);

    private SpatialWriter() {
    }

    static void pool(Pool op, Writing writing) {
        WindowPadding padding = WindowPadding.of(writing.form(), op);
        List<Integer> kernel = writing.form().spatial(op.kernel(), 1);
        List<Integer> strides = writing.form().spatial(op.strides(), 1);
        if (op.kind() == Pool.Kind.MAX) {
            window(BuiltinOperator.MAX_POOL_2D, padding.code(), kernel, strides, writing, padding.appliedWithLeast(writing, writing.input(0)));
            return;
        }
        boolean pads = op.padBefore().stream().anyMatch(amount -> amount > 0) || op.padAfter().stream().anyMatch(amount -> amount > 0);
        if (op.countPadding() && pads) {
            WindowPadding counted = new WindowPadding(Padding.VALID, writing.form().spatial(op.padBefore(), 0),
                writing.form().spatial(op.padAfter(), 0));
            window(BuiltinOperator.AVERAGE_POOL_2D, Padding.VALID, kernel, strides, writing, counted.applied(writing, writing.input(0)));
            return;
        }
        if (padding.isExplicit()) {
            throw writing.call().refusal("averages that leave out the border have that of TFLite's SAME or VALID, got " + op.padBefore() + ":"
                + op.padAfter());
        }
        window(BuiltinOperator.AVERAGE_POOL_2D, padding.code(), kernel, strides, writing, writing.input(0));
    }

    static void globalPool(GlobalPool op, Writing writing) {
        TensorType input = writing.form().of(writing.call().input(0).type());
        if (op.kind() == Pool.Kind.MAX) {
            window(BuiltinOperator.MAX_POOL_2D, Padding.VALID, input.shape().dims().subList(1, 3), List.of(1, 1), writing, writing.input(0));
            return;
        }
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(true);
        writing.alone(new Builtin(BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, options), writing.input(0),
            writing.file().numbers(SPATIAL_AXES));
    }

    private static void window(int code, byte padding, List<Integer> kernel, List<Integer> strides, Writing writing, int input) {
        writing.fused(activation -> {
            Pool2DOptionsT options = new Pool2DOptionsT();
            options.setPadding(padding);
            options.setFilterHeight(kernel.get(0));
            options.setFilterWidth(kernel.get(1));
            options.setStrideH(strides.get(0));
            options.setStrideW(strides.get(1));
            options.setFusedActivationFunction(activation);
            return new Builtin(code, BuiltinOptions.Pool2DOptions, options);
        }, input);
    }

    static void resize(Resize op, Writing writing) {
        int size = writing.file().numbers(writing.form().spatial(op.size(), 1));
        Builtin builtin = switch (op.mode()) {
            case NEAREST -> new Builtin(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighborOptions,
                new ResizeNearestNeighborOptionsT());
            case LINEAR -> {
                ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
                options.setHalfPixelCenters(true);
                yield new Builtin(BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions, options);
            }
        };
        writing.alone(builtin, writing.input(0), size);
    }
}
