package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * Images of other extents. Where the IR's own operator means something else, rows and columns are gathered, and for linear
 * interpolation mixed.
 */
final class ResizeImport {
    private static final int LARGEST = 1 << 20;

    private ResizeImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.RESIZE_BILINEAR, operator -> resize(operator, true));
        handlers.put(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, operator -> resize(operator, false));
    }

    private static void resize(OperatorReading operator, boolean linear) {
        Value input = operator.value(0);
        require(input.type().rank() == 4, "the input is (N, H, W, C), got " + input.type());
        List<Integer> size = operator.integers(1, "extents");
        require(size.size() == 2 && size.stream().allMatch(extent -> extent >= 1 && extent <= LARGEST),
            "extents are two, at least 1 and at most " + LARGEST + ", got " + size);
        boolean corners = operator.flag(linear ? 2 : 0);
        boolean halfPixel = operator.flag(linear ? 3 : 1);
        require(!corners || !halfPixel, "align_corners and half_pixel_centers exclude each other");
        if (linear ? halfPixel : !corners && !halfPixel) {
            operator.result(new Resize(operator.operand(0), size, linear ? Resize.Mode.LINEAR : Resize.Mode.NEAREST));
            return;
        }
        Value result = input;
        for (int axis = 1; axis <= 2; axis++) {
            Positions positions = new Positions(input.type().dim(axis), size.get(axis - 1), corners, halfPixel);
            result = linear ? mixed(operator, result, axis, positions) : picked(operator, result, axis, positions.nearest());
        }
        operator.bind(0, result);
    }

    private static Value picked(OperatorReading operator, Value value, int axis, int[] positions) {
        Tensor indices = Tensor.ofInts(new TensorType(DType.I32, Shape.of(positions.length)), positions);
        return operator.move(new Gather(value, operator.constant(indices), axis));
    }

    /** lower + share (upper - lower), the shares along {@code axis}. */
    private static Value mixed(OperatorReading operator, Value value, int axis, Positions positions) {
        require(!value.type().isQuantised(), "is supported on quantised tensors with half_pixel_centers alone");
        Value lower = picked(operator, value, axis, positions.lower());
        Value upper = picked(operator, value, axis, positions.upper());
        float[] shares = positions.shares();
        Shape along = axis == 1 ? Shape.of(shares.length, 1, 1) : Shape.of(shares.length, 1);
        Value share = operator.constant(Tensor.of(new TensorType(DType.F32, along), shares));
        Value difference = operator.emit(new Binary(upper, lower, Binary.Kind.SUB));
        return operator.emit(new Binary(lower, operator.emit(new Binary(difference, share, Binary.Kind.MUL)), Binary.Kind.ADD));
    }

    /** Where the positions of a result lie in an input, in f32 as TFLite computes them. */
    private record Positions(int from, int to, boolean corners, boolean halfPixel) {
        private float scale() {
            return corners && to > 1 ? (float) (from - 1) / (to - 1) : (float) from / to;
        }

        private float linear(int i) {
            return halfPixel ? (i + 0.5f) * scale() - 0.5f : i * scale();
        }

        int[] lower() {
            return positions(i -> (int) Math.floor(linear(i)));
        }

        int[] upper() {
            return positions(i -> (int) Math.floor(linear(i)) + 1);
        }

        private int[] positions(IntUnaryOperator position) {
            return IntStream.range(0, to).map(i -> Math.max(0, Math.min(from - 1, position.applyAsInt(i)))).toArray();
        }

        float[] shares() {
            float[] shares = new float[to];
            for (int i = 0; i < to; i++) {
                shares[i] = linear(i) - (float) Math.max(0, Math.floor(linear(i)));
            }
            return shares;
        }

        int[] nearest() {
            return positions(i -> {
                float position = (i + (halfPixel ? 0.5f : 0)) * scale();
                return corners ? (int) Math.floor(position + 0.5f) : (int) Math.floor(position);
            });
        }
    }
}
