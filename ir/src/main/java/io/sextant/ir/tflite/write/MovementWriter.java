package io.sextant.ir.tflite.write;

import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BroadcastToOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.PadOptionsT;
import org.tensorflow.lite.schema.PadV2OptionsT;
import org.tensorflow.lite.schema.SliceOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;
import org.tensorflow.lite.schema.TransposeOptionsT;

/** What moves elements and computes nothing: on quantised integers it moves the integers. */
final class MovementWriter {
    /** What TFLite's PAD, SLICE and STRIDED_SLICE take. */
    private static final int MOST_DIMENSIONS = 5;

    private MovementWriter() {
    }

    static void concat(Concat op, Writing writing) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(writing.form().axis(op.axis()));
        int[] operands = IntStream.range(0, writing.call().inputs().size()).map(writing::input).toArray();
        writing.alone(new Builtin(BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions, options), operands);
    }

    static void pad(Pad op, Writing writing) {
        requireFewDimensions(writing);
        List<Integer> before = writing.form().with(op.before(), 0);
        List<Integer> after = writing.form().with(op.after(), 0);
        List<Integer> amounts = new ArrayList<>();
        for (int axis = 0; axis < before.size(); axis++) {
            amounts.add(before.get(axis));
            amounts.add(after.get(axis));
        }
        int input = writing.input(0);
        int tensor = writing.file().numbers(Shape.of(before.size(), 2), amounts);
        TensorType type = writing.call().type();
        float fill = fill(op, writing);
        float neutral = type.quantisation().map(scheme -> (float) scheme.zeroPoint()).orElse(0f);
        if (Float.compare(fill, neutral) == 0) {
            writing.alone(new Builtin(BuiltinOperator.PAD, BuiltinOptions.PadOptions, new PadOptionsT()), input, tensor);
        } else {
            TensorType scalar = type.withShape(Shape.of(1));
            int value = writing.file().constant("fill" + fill + scalar, scalar, () -> element(scalar.bare(), fill));
            writing.alone(new Builtin(BuiltinOperator.PADV2, BuiltinOptions.PadV2Options, new PadV2OptionsT()), input, tensor, value);
        }
    }

    /** The element of the border; of one that is computed on integers the integer that stands for its value. */
    private static float fill(Pad op, Writing writing) {
        TensorType type = writing.call().type();
        if (!writing.call().integers()) {
            return op.value();
        }
        double quotient = (double) op.value() / type.scheme().scale();
        double integer = Math.copySign(Math.floor(Math.abs(quotient) + 0.5), quotient) + type.scheme().zeroPoint();
        return (float) Math.max(type.dtype().least(), Math.min(type.dtype().greatest(), integer));
    }

    private static Tensor element(TensorType type, float value) {
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.of(type, value);
            case LONGS -> Tensor.ofLongs(type, (long) value);
            case INTS -> Tensor.ofInts(type, (int) value);
        };
    }

    static void transpose(Transpose op, Writing writing) {
        writing.alone(transpose(), writing.input(0), writing.file().numbers(op.permutation()));
    }

    static Builtin transpose() {
        return new Builtin(BuiltinOperator.TRANSPOSE, BuiltinOptions.TransposeOptions, new TransposeOptionsT());
    }

    static TensorType transposed(TensorType type, List<Integer> permutation) {
        return type.withShape(new Shape(permutation.stream().map(type::dim).toList()));
    }

    static void slice(Slice op, Writing writing) {
        requireFewDimensions(writing);
        FileGraph file = writing.file();
        int begin = file.numbers(writing.form().with(op.starts(), 0));
        if (op.steps().stream().allMatch(step -> step == 1)) {
            writing.alone(new Builtin(BuiltinOperator.SLICE, BuiltinOptions.SliceOptions, new SliceOptionsT()), writing.input(0), begin,
                file.numbers(writing.type().shape().dims()));
        } else {
            writing.alone(new Builtin(BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSliceOptions, new StridedSliceOptionsT()),
                writing.input(0), begin, file.numbers(writing.form().with(op.ends(), 1)), file.numbers(writing.form().with(op.steps(), 1)));
        }
    }

    private static void requireFewDimensions(Writing writing) {
        if (writing.call().type().rank() > MOST_DIMENSIONS) {
            throw writing.call().refusal("TFLite takes at most " + MOST_DIMENSIONS + " dimensions here, got " + writing.call().input(0).type());
        }
    }

    static void gather(Gather op, Writing writing) {
        GatherOptionsT options = new GatherOptionsT();
        options.setAxis(op.axis());
        writing.alone(new Builtin(BuiltinOperator.GATHER, BuiltinOptions.GatherOptions, options), writing.input(0),
            indices(writing, op.input().type().dim(op.axis())));
    }

    /** TFLite's indices do not count from the end. */
    private static int indices(Writing writing, int extent) {
        Value indices = writing.call().input(1);
        if (!writing.file().graph().isConstant(indices)) {
            return writing.input(1);
        }
        Tensor data = writing.file().graph().constants().get(indices);
        TensorType type = new TensorType(DType.I32, data.type().shape());
        return writing.file().constant("%" + indices.id() + "/of" + extent, type, () -> {
            long[] values = data.type().dtype() == DType.I64 ? data.longs() : IntStream.of(data.ints()).asLongStream().toArray();
            return Tensor.ofInts(type, Arrays.stream(values).mapToInt(i -> (int) (i < 0 ? i + extent : i)).toArray());
        });
    }

    static void broadcast(Broadcast op, Writing writing) {
        writing.alone(new Builtin(BuiltinOperator.BROADCAST_TO, BuiltinOptions.BroadcastToOptions, new BroadcastToOptionsT()),
            writing.input(0), writing.file().numbers(op.shape()));
    }
}
