package io.sextant.tests.tflite.operators;

import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptionsT;

/** Random pools, reductions and resizes of quantised images. */
final class WindowCases {
    private final OperatorDraw draw;
    private final DType dtype;

    WindowCases(long seed, DType dtype) {
        this.draw = new OperatorDraw(seed);
        this.dtype = dtype;
    }

    private Value image(int most) {
        return draw.input(draw.tensor(draw.type(dtype, draw.upTo(2), draw.upTo(most), draw.upTo(most), draw.upTo(20))));
    }

    OperatorCase pool(Pool.Kind kind) {
        Value input = image(9);
        List<Integer> extents = input.type().shape().dims().subList(1, 3);
        boolean same = draw.sometimes(2);
        List<Integer> kernel = List.of(draw.upTo(same ? 5 : extents.get(0)), draw.upTo(same ? 5 : extents.get(1)));
        List<Integer> strides = List.of(draw.upTo(3), draw.upTo(3));
        List<List<Integer>> pads = ProductCases.pads(extents, kernel, strides, 1, same);
        int activation = draw.activation();
        Quantized op = draw.quantized(new Pool(Quantized.standIn(input), kind, kernel, strides, pads.get(0), pads.get(1), false), dtype,
            input.type().scheme(), activation, input);
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setFilterHeight(kernel.get(0));
        options.setFilterWidth(kernel.get(1));
        options.setStrideH(strides.get(0));
        options.setStrideW(strides.get(1));
        options.setPadding(same ? Padding.SAME : Padding.VALID);
        options.setFusedActivationFunction((byte) activation);
        return draw.finished(op, kind == Pool.Kind.MAX ? BuiltinOperator.MAX_POOL_2D : BuiltinOperator.AVERAGE_POOL_2D,
            BuiltinOptions.Pool2DOptions, options);
    }

    OperatorCase globalPool() {
        Value input = image(12);
        draw.parameter(1, 2);
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(true);
        return draw.finished(draw.quantized(new GlobalPool(Quantized.standIn(input), Pool.Kind.AVERAGE), dtype, near(input.type()), 0,
            input), BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, options);
    }

    private Quantisation near(TensorType type) {
        return draw.sometimes(3) ? type.scheme() : Quantisation.perTensor(
            (float) (type.scheme().scale() * Math.pow(2, draw.random.nextDouble(-4, 2))), draw.zero(dtype));
    }

    OperatorCase reduce(Reduce.Kind kind, int code) {
        int[] dims = new int[draw.upTo(4)];
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = draw.upTo(9);
            if (draw.sometimes(2)) {
                axes.add(axis);
            }
        }
        if (axes.isEmpty()) {
            axes.add(dims.length - 1);
        }
        Value input = draw.input(draw.tensor(draw.type(dtype, dims)));
        draw.parameter(axes.stream().mapToInt(Integer::intValue).toArray());
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(draw.sometimes(2));
        boolean scaled = kind == Reduce.Kind.MEAN || kind == Reduce.Kind.SUM;
        Op real = new Reduce(Quantized.standIn(input), kind, axes, options.getKeepDims());
        return draw.finished(draw.quantized(real, dtype, scaled ? near(input.type()) : input.type().scheme(), 0, input), code,
            BuiltinOptions.ReducerOptions, options);
    }

    OperatorCase bilinear() {
        Value input = image(9);
        List<Integer> size = List.of(draw.upTo(20), draw.upTo(20));
        draw.parameter(size.get(0), size.get(1));
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setHalfPixelCenters(true);
        return draw.finished(draw.quantized(new Resize(Quantized.standIn(input), size, Resize.Mode.LINEAR), dtype, input.type().scheme(), 0,
            input), BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions, options);
    }

    OperatorCase nearest() {
        Value input = image(draw.sometimes(3) ? 30 : 9);
        List<Integer> size = List.of(draw.upTo(40), draw.upTo(20));
        draw.parameter(size.get(0), size.get(1));
        return draw.finished(draw.quantized(new Resize(Quantized.standIn(input), size, Resize.Mode.NEAREST), dtype, input.type().scheme(),
            0, input), BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighborOptions,
            new ResizeNearestNeighborOptionsT());
    }
}
