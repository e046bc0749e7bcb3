package io.sextant.ir.tflite.write;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Pool;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.PadOptionsT;
import org.tensorflow.lite.schema.PadV2OptionsT;
import org.tensorflow.lite.schema.Padding;

/**
 * The border of a window, of which TFLite has two kinds: VALID, none, and SAME, where the result has ceil(extent / stride) positions and
 * an odd border is the longer one after. All others are operators of their own before.
 *
 * @param code   SAME or VALID
 * @param before elements to add before height and width; 0 where {@code code} says all
 * @param after  likewise
 */
record WindowPadding(byte code, List<Integer> before, List<Integer> after) {
    private static final List<Integer> NOTHING = List.of(0, 0);

    static WindowPadding of(Form form, Convolution op) {
        List<Integer> kernel = form.spatial(op.kernel(), 1);
        List<Integer> dilations = form.spatial(op.dilations(), 1);
        List<Integer> reach = List.of(reach(kernel.get(0), dilations.get(0)), reach(kernel.get(1), dilations.get(1)));
        WindowPadding asked = new WindowPadding(Padding.VALID, form.spatial(op.padBefore(), 0), form.spatial(op.padAfter(), 0));
        return asked.simplest(extents(form.of(op.input().type())), reach, form.spatial(op.strides(), 1));
    }

    static WindowPadding of(Form form, Pool op) {
        WindowPadding asked = new WindowPadding(Padding.VALID, form.spatial(op.padBefore(), 0), form.spatial(op.padAfter(), 0));
        return asked.simplest(extents(form.of(op.input().type())), form.spatial(op.kernel(), 1), form.spatial(op.strides(), 1));
    }

    private static int reach(int kernel, int dilation) {
        return dilation * (kernel - 1) + 1;
    }

    private static List<Integer> extents(TensorType type) {
        return type.shape().dims().subList(1, 3);
    }

    private WindowPadding simplest(List<Integer> extents, List<Integer> reach, List<Integer> strides) {
        boolean valid = true;
        boolean same = true;
        for (int axis = 0; axis < 2; axis++) {
            int extent = extents.get(axis);
            int stride = strides.get(axis);
            int positions = (extent + before.get(axis) + after.get(axis) - reach.get(axis)) / stride + 1;
            int border = Math.max(0, (positions - 1) * stride + reach.get(axis) - extent);
            valid &= before.get(axis) == 0 && border == 0;
            same &= positions == (extent + stride - 1) / stride && before.get(axis) == border / 2;
        }
        return valid ? new WindowPadding(Padding.VALID, NOTHING, NOTHING) : same ? new WindowPadding(Padding.SAME, NOTHING, NOTHING) : this;
    }

    boolean isExplicit() {
        return !before.equals(NOTHING) || !after.equals(NOTHING);
    }

    /** {@code input} with the border that the window itself does not have: of zeros. */
    int applied(Writing writing, int input) {
        if (!isExplicit()) {
            return input;
        }
        int padded = writing.between("padded", padded(writing.file().type(input)));
        writing.file().emit(new Builtin(BuiltinOperator.PAD, BuiltinOptions.PadOptions, new PadOptionsT()), padded, input, amounts(writing));
        return padded;
    }

    /** {@code input} with a border of the least element. */
    int appliedWithLeast(Writing writing, int input) {
        if (!isExplicit()) {
            return input;
        }
        TensorType type = writing.file().type(input);
        TensorType scalar = type.withShape(Shape.of(1));
        int least = writing.file().constant("least of " + scalar, scalar, () -> type.isQuantised()
            ? Tensor.ofInts(scalar.bare(), (int) type.dtype().least()) : Tensor.of(scalar, Float.NEGATIVE_INFINITY));
        int padded = writing.between("padded", padded(type));
        writing.file().emit(new Builtin(BuiltinOperator.PADV2, BuiltinOptions.PadV2Options, new PadV2OptionsT()), padded, input,
            amounts(writing), least);
        return padded;
    }

    private TensorType padded(TensorType type) {
        List<Integer> dims = new ArrayList<>(type.shape().dims());
        for (int axis = 0; axis < 2; axis++) {
            dims.set(axis + 1, dims.get(axis + 1) + before.get(axis) + after.get(axis));
        }
        return type.withShape(new Shape(dims));
    }

    private int amounts(Writing writing) {
        return writing.file().numbers(Shape.of(4, 2),
            List.of(0, 0, before.get(0), after.get(0), before.get(1), after.get(1), 0, 0));
    }
}
