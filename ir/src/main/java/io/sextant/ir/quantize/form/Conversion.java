package io.sextant.ir.quantize.form;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes operators between bare integers and real numbers; equal ones once. */
final class Conversion {
    /** The largest f32 that is an i32. */
    private static final float LARGEST = 0x7fffff80;

    private final GraphBuilder builder;
    private final boolean clampsIntegers;
    private final Map<Object, Value> made = new HashMap<>();
    private List<Value> record = new ArrayList<>();

    /** The real numbers of these integers under this scheme. */
    private record Real(Value integers, Quantisation scheme) {
    }

    /** A scale, or a zero point where it has an element type. */
    private record Parameter(Quantisation scheme, DType dtype) {
    }

    /** @param clampsIntegers whether what is below or above bounds is cut off from u8 behind the quantisation, not before it */
    Conversion(GraphBuilder builder, boolean clampsIntegers) {
        this.builder = builder;
        this.clampsIntegers = clampsIntegers;
    }

    /** The results of all operators that are added from now on, as they come. */
    List<Value> recording() {
        record = new ArrayList<>();
        return record;
    }

    Value add(Op op) {
        Value result = builder.add(op);
        record.add(result);
        return result;
    }

    Value real(Value integers, Quantisation scheme) {
        Op op = new Dequantize(integers, scale(scheme), zeroPoint(scheme, integers.type().dtype()), scheme.axis().orElse(0));
        return made.computeIfAbsent(new Real(integers, scheme), key -> add(op));
    }

    /** The integers of {@code type} that stand for real numbers. */
    Value integers(Value real, TensorType type) {
        Quantisation scheme = type.scheme();
        return TypeClass.QUANTISED.contains(type.dtype())
            ? add(new Quantize(real, scale(scheme), zeroPoint(scheme, type.dtype()), scheme.axis().orElse(0)))
            : wide(real, type);
    }

    /** ONNX quantises to no i32. */
    private Value wide(Value real, TensorType type) {
        Value rounded = add(new Unary(add(new Binary(real, perPosition(scale(type.scheme()), type), Binary.Kind.DIV)), Unary.Kind.ROUND));
        Value offset = add(new Cast(perPosition(zeroPoint(type.scheme(), type.dtype()), type), DType.F32));
        Value shifted = add(new Binary(rounded, offset, Binary.Kind.ADD));
        return add(new Cast(add(new Clamp(shifted, type.dtype().least(), LARGEST)), type.dtype()));
    }

    private Value perPosition(Value parameter, TensorType type) {
        if (type.scheme().isPerTensor()) {
            return parameter;
        }
        List<Integer> dims = new ArrayList<>(Collections.nCopies(type.rank(), 1));
        dims.set(type.scheme().axis().getAsInt(), parameter.type().elements());
        return add(new Reshape(parameter, dims));
    }

    /**
     * What of a softmax is not beyond the greatest integer of {@code type}: ONNX Runtime's fused operator (1.29) does not saturate. It is
     * not fused for the minimum, which its optimiser, unlike a clamp, does not leave out.
     */
    Value saturated(Value softmax, TensorType type) {
        Tensor most = Tensor.filled(TensorType.f32(), bound(type, (int) type.dtype().greatest()));
        return add(new Binary(softmax, builder.constant(most), Binary.Kind.MIN));
    }

    /** The extreme of {@code integers} and one bound. */
    private Value bounded(Value integers, int bound, Binary.Kind kind) {
        return add(new Binary(integers, builder.constant(Tensor.ofInts(integers.type().withShape(Shape.of()), bound)), kind));
    }

    /**
     * The integers of {@code type}, those below {@code low} or above {@code high} cut off. Where that is done to the real numbers, by the
     * bounds that {@code low} and {@code high} stand for, the integers are the same: quantising is monotonous, and gives these bounds back.
     */
    Value clamped(Value real, TensorType type, int low, int high) {
        boolean below = low > type.dtype().least();
        boolean above = high < type.dtype().greatest();
        if (!below && !above) {
            return integers(real, type);
        }
        if (clampsIntegers && type.dtype() == DType.U8) {
            Value cut = below ? bounded(integers(real, type), low, Binary.Kind.MAX) : integers(real, type);
            return above ? bounded(cut, high, Binary.Kind.MIN) : cut;
        }
        float least = below ? bound(type, low) : Float.NEGATIVE_INFINITY;
        float most = above ? bound(type, high) : Float.POSITIVE_INFINITY;
        return integers(add(least == 0 && !above ? new Unary(real, Unary.Kind.RELU) : new Clamp(real, least, most)), type);
    }

    private static float bound(TensorType type, int integer) {
        return (float) (integer - type.scheme().zeroPoint()) * type.scheme().scale();
    }

    private Value scale(Quantisation scheme) {
        return made.computeIfAbsent(new Parameter(scheme, DType.F32), key -> {
            float[] scales = new float[scheme.scales().size()];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = scheme.scale(i);
            }
            return builder.constant(Tensor.of(new TensorType(DType.F32, shape(scheme)), scales));
        });
    }

    private Value zeroPoint(Quantisation scheme, DType dtype) {
        return made.computeIfAbsent(new Parameter(scheme, dtype), key -> builder.constant(Tensor.ofInts(new TensorType(dtype, shape(scheme)),
            scheme.zeroPoints().stream().mapToInt(Integer::intValue).toArray())));
    }

    private static Shape shape(Quantisation scheme) {
        return scheme.isPerTensor() ? Shape.of() : Shape.of(scheme.scales().size());
    }
}
