package io.sextant.ir.interpret;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements and compute nothing, of every element type. */
final class Movement {
    private Movement() {
    }

    static Tensor concat(Concat op, List<Tensor> inputs) {
        TensorType type = op.type();
        Object result = array(type);
        int step = type.shape().strides()[op.axis()];
        int resultBlock = type.dim(op.axis()) * step;
        int joined = 0;
        for (Tensor input : inputs) {
            int block = input.type().dim(op.axis()) * step;
            for (int outer = 0; outer < input.type().elements() / block; outer++) {
                System.arraycopy(elements(input), outer * block, result, outer * resultBlock + joined, block);
            }
            joined += block;
        }
        return tensor(type, result);
    }

    static Tensor transpose(Transpose op, Tensor input) {
        int[] inputStrides = input.type().shape().strides();
        int[] steps = op.permutation().stream().mapToInt(axis -> inputStrides[axis]).toArray();
        TensorType type = op.type();
        return input.gathered(type.shape(), index -> Spread.walk(type.shape(), index, steps));
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
        return input.gathered(type.shape(), index -> start + Spread.walk(type.shape(), index, steps));
    }

    static Tensor pad(Pad op, Tensor input) {
        TensorType type = op.type();
        Object result = array(type);
        switch (type.dtype().storage()) {
            case FLOATS -> Arrays.fill((float[]) result, op.value());
            case LONGS -> Arrays.fill((long[]) result, (long) op.value());
            case INTS -> Arrays.fill((int[]) result, (int) op.value());
        }
        int[] steps = type.shape().strides();
        int first = 0;
        for (int axis = 0; axis < steps.length; axis++) {
            first += op.before().get(axis) * steps[axis];
        }
        for (int i = 0; i < input.type().elements(); i++) {
            System.arraycopy(elements(input), i, result, first + Spread.walk(input.type().shape(), i, steps), 1);
        }
        return tensor(type, result);
    }

    static Tensor broadcast(Broadcast op, Tensor input) {
        return input.gathered(op.type().shape(), Spread.of(input.type().shape(), op.type().shape()));
    }

    /** With the axis in the middle, input (outer, extent, inner) and indices (n) give (outer, n, inner). */
    static Tensor gather(Gather op, Tensor input, Tensor indices) {
        int extent = input.type().dim(op.axis());
        int inner = input.type().shape().strides()[op.axis()];
        long[] wanted = Integers.of(indices);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] < -extent || wanted[i] >= extent) {
                throw new InvalidInput("gather: index " + wanted[i] + ", element " + i + " of the indices, is outside [" + -extent + ", "
                    + extent + ") on axis " + op.axis() + " of " + input.type());
            }
            wanted[i] += wanted[i] < 0 ? extent : 0;
        }
        return input.gathered(op.type().shape(), index -> {
            int outer = index / inner / wanted.length;
            int position = (int) wanted[index / inner % wanted.length];
            return (outer * extent + position) * inner + index % inner;
        });
    }

    static Tensor select(Select op, Tensor condition, Tensor left, Tensor right) {
        TensorType type = op.type();
        Spread ofCondition = Spread.of(condition.type().shape(), type.shape());
        Spread ofLeft = Spread.of(left.type().shape(), type.shape());
        Spread ofRight = Spread.of(right.type().shape(), type.shape());
        Object result = array(type);
        for (int i = 0; i < type.elements(); i++) {
            boolean holds = condition.ints()[ofCondition.applyAsInt(i)] != 0;
            System.arraycopy(elements(holds ? left : right), (holds ? ofLeft : ofRight).applyAsInt(i), result, i, 1);
        }
        return tensor(type, result);
    }

    private static Object elements(Tensor tensor) {
        return switch (tensor.type().dtype().storage()) {
            case FLOATS -> tensor.floats();
            case LONGS -> tensor.longs();
            case INTS -> tensor.ints();
        };
    }

    private static Object array(TensorType type) {
        return switch (type.dtype().storage()) {
            case FLOATS -> new float[type.elements()];
            case LONGS -> new long[type.elements()];
            case INTS -> new int[type.elements()];
        };
    }

    private static Tensor tensor(TensorType type, Object elements) {
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.of(type, (float[]) elements);
            case LONGS -> Tensor.ofLongs(type, (long[]) elements);
            case INTS -> Tensor.ofInts(type, (int[]) elements);
        };
    }
}
