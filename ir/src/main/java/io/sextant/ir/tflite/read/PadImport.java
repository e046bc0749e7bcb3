package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.MirrorPadMode;

/** Borders. */
final class PadImport {
    private static final int LARGEST = 1 << 20;

    private PadImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.PAD, operator -> pad(operator, zero(operator.value(0).type())));
        handlers.put(BuiltinOperator.PADV2, operator -> pad(operator, fill(operator)));
        handlers.put(BuiltinOperator.MIRROR_PAD, PadImport::mirror);
    }

    /** The element that stands for 0. */
    private static float zero(TensorType type) {
        return type.isQuantised() ? type.scheme().zeroPoint() : 0;
    }

    private static float fill(OperatorReading operator) {
        Tensor value = operator.literal(2);
        TensorType type = operator.value(0).type();
        require(value.type().elements() == 1 && value.type().dtype() == type.dtype()
            && value.type().quantisation().equals(type.quantisation()), "the value is one element of " + type + ", got " + value.type());
        return switch (type.dtype().storage()) {
            case FLOATS -> value.floats()[0];
            case INTS -> value.ints()[0];
            case LONGS -> value.longs()[0];
        };
    }

    private record Amounts(List<Integer> before, List<Integer> after) {
    }

    private static Amounts amounts(OperatorReading operator) {
        int rank = operator.value(0).type().rank();
        List<Integer> pairs = operator.integers(1, "amounts");
        require(pairs.size() == 2 * rank, "amounts are " + rank + " pairs, got " + pairs);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            before.add(pairs.get(2 * axis));
            after.add(pairs.get(2 * axis + 1));
        }
        return new Amounts(before, after);
    }

    private static void pad(OperatorReading operator, float value) {
        Amounts amounts = amounts(operator);
        operator.bind(0, operator.move(new Pad(operator.value(0), amounts.before(), amounts.after(), value)));
    }

    private static void mirror(OperatorReading operator) {
        int edge = operator.byteOption(0) == MirrorPadMode.REFLECT ? 1 : 0;
        Amounts amounts = amounts(operator);
        Value value = operator.value(0);
        for (int axis = 0; axis < amounts.before().size(); axis++) {
            int before = amounts.before().get(axis);
            int after = amounts.after().get(axis);
            int extent = value.type().dim(axis);
            int most = Math.min(LARGEST, extent) - edge;
            require(before >= 0 && after >= 0 && before <= most && after <= most, "at most " + most + " of axis " + axis
                + " are mirrored, got " + before + " and " + after);
            require(before == 0 && after == 0 || extent <= LARGEST, "an extent of " + extent + " is too large to mirror");
            if (before > 0 || after > 0) {
                value = operator.move(new Gather(value, operator.constant(positions(before, extent, after, edge)), axis));
            }
        }
        operator.bind(0, value);
    }

    private static Tensor positions(int before, int extent, int after, int edge) {
        int[] positions = new int[before + extent + after];
        for (int i = 0; i < positions.length; i++) {
            int position = i - before;
            if (position < 0) {
                position = -position - 1 + edge;
            } else if (position >= extent) {
                position = 2 * extent - position - 1 - edge;
            }
            positions[i] = position;
        }
        return Tensor.ofInts(new TensorType(DType.I32, Shape.of(positions.length)), positions);
    }
}
