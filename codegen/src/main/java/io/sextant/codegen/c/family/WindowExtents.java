package io.sextant.codegen.c.family;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Extents of a window operator in two spatial dimensions; those of one have a height of 1. */
record WindowExtents(TensorType input, TensorType result, Window window) {
    /** Kernel, strides, padding before and dilations, per spatial dimension. */
    record Window(List<Integer> kernel, List<Integer> strides, List<Integer> padding, List<Integer> dilations) {
    }

    static WindowExtents of(Convolution op) {
        return new WindowExtents(op.input().type(), op.type(), new Window(op.kernel(), op.strides(), op.padBefore(), op.dilations()));
    }

    private static int at(List<Integer> values, int axis, int absent) {
        int missing = 2 - values.size();
        return axis < missing ? absent : values.get(axis - missing);
    }

    private static List<Integer> spatial(TensorType type) {
        return type.shape().dims().subList(1, type.rank() - 1);
    }

    int height() {
        return at(spatial(input), 0, 1);
    }

    int width() {
        return at(spatial(input), 1, 1);
    }

    int rows() {
        return at(spatial(result), 0, 1);
    }

    int columns() {
        return at(spatial(result), 1, 1);
    }

    int kernel(int axis) {
        return at(window.kernel, axis, 1);
    }

    int stride(int axis) {
        return at(window.strides, axis, 1);
    }

    int padding(int axis) {
        return at(window.padding, axis, 0);
    }

    int dilation(int axis) {
        return at(window.dilations, axis, 1);
    }

    Macros macros() {
        return new Macros().put("BATCH", input.dim(0)).put("H", height()).put("W", width()).put("OH", rows()).put("OW", columns())
            .put("KH", kernel(0)).put("KW", kernel(1)).put("SY", stride(0)).put("SX", stride(1)).put("PY", padding(0))
            .put("PX", padding(1)).put("DY", dilation(0)).put("DX", dilation(1));
    }
}
