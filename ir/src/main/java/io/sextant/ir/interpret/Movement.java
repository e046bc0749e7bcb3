package io.sextant.ir.interpret;

import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Operators that move elements and compute nothing; all but padding take every element type. */
final class Movement {
    private Movement() {
    }

    static Tensor concat(Concat op, List<Tensor> inputs) {
        Object result = storage(op.type());
        int step = op.type().shape().strides()[op.axis()];
        int resultBlock = op.type().dim(op.axis()) * step;
        int joined = 0;
        for (Tensor input : inputs) {
            int block = input.type().dim(op.axis()) * step;
            for (int outer = 0; outer < input.type().elements() / block; outer++) {
                System.arraycopy(elements(input), outer * block, result, outer * resultBlock + joined, block);
            }
            joined += block;
        }
        return tensor(op.type(), result);
    }

    static Tensor transpose(Transpose op, Tensor input) {
        int[] inputStrides = input.type().shape().strides();
        int[] steps = op.permutation().stream().mapToInt(axis -> inputStrides[axis]).toArray();
        TensorType type = op.type();
        return gather(input, type, index -> walk(type.shape(), index, steps));
    }

    static Tensor slice(Slice op, Tensor input) {
        TensorType type = op.type();
        int[] steps = input.type().shape().strides();
        int first = 0;
        for (int axis = 0; axis < steps.length; axis++) {
            first += op.starts().get(axis) * steps[axis];
            steps[axis] *= type.dim(axis) == 1 ? 1 : op.steps().get(axis);
        }
        int start = first;
        return gather(input, type, index -> start + walk(type.shape(), index, steps));
    }

    static float[] pad(Pad op, float[] input) {
        float[] result = new float[op.type().elements()];
        Arrays.fill(result, op.value());
        int[] steps = op.type().shape().strides();
        int first = 0;
        for (int axis = 0; axis < steps.length; axis++) {
            first += op.before().get(axis) * steps[axis];
        }
        for (int i = 0; i < input.length; i++) {
            result[first + walk(op.input().type().shape(), i, steps)] = input[i];
        }
        return result;
    }

    /** Offset of element {@code index} of {@code shape}, counted row-major, where axis k advances by {@code steps[k]}. */
    private static int walk(Shape shape, int index, int[] steps) {
        int offset = 0;
        int rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            offset += rest % shape.dim(axis) * steps[axis];
            rest /= shape.dim(axis);
        }
        return offset;
    }

    private static Tensor gather(Tensor input, TensorType type, IntUnaryOperator source) {
        Object from = elements(input);
        Object result = storage(type);
        for (int i = 0; i < type.elements(); i++) {
            System.arraycopy(from, source.applyAsInt(i), result, i, 1);
        }
        return tensor(type, result);
    }

    private static Object elements(Tensor tensor) {
        return switch (tensor.type().dtype()) {
            case F32 -> tensor.floats();
            case I64 -> tensor.longs();
            case I32, I8, U8, BOOL -> tensor.ints();
        };
    }

    private static Object storage(TensorType type) {
        DType dtype = type.dtype();
        return switch (dtype) {
            case F32 -> new float[type.elements()];
            case I64 -> new long[type.elements()];
            case I32, I8, U8, BOOL -> new int[type.elements()];
        };
    }

    private static Tensor tensor(TensorType type, Object storage) {
        return switch (type.dtype()) {
            case F32 -> Tensor.of(type, (float[]) storage);
            case I64 -> Tensor.ofLongs(type, (long[]) storage);
            case I32, I8, U8, BOOL -> Tensor.ofInts(type, (int[]) storage);
        };
    }
}
