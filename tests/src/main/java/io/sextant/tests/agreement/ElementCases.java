package io.sextant.tests.agreement;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Element by element, softmax, joins, and going between real numbers and integers. */
final class ElementCases {
    private ElementCases() {
    }

    static QuantisedCase binary(QuantisedDraw draw, Binary.Kind kind) {
        int rank = draw.between(1, 4);
        Shape shape = draw.shape(rank, 7);
        Shape other = draw.chance(0.5) ? shape
            : new Shape(IntStream.range(draw.between(0, rank - 1), rank).map(axis -> draw.chance(0.5) ? 1 : shape.dim(axis)).boxed().toList());
        boolean extreme = kind == Binary.Kind.MAX || kind == Binary.Kind.MIN;
        Quantisation scheme = draw.scheme();
        Quantisation second = extreme ? scheme : draw.chance(0.2) ? scheme : draw.scheme();
        Value left = draw.input(new TensorType(DType.I8, shape).quantised(scheme));
        Value right = draw.input(new TensorType(DType.I8, other).quantised(second));
        return draw.quantised(draw.chance(0.5) ? List.of(left, right) : List.of(right, left),
            real -> new Binary(real.get(0), real.get(1), kind));
    }

    static QuantisedCase unary(QuantisedDraw draw, Unary.Kind kind) {
        return one(draw, real -> new Unary(real, kind));
    }

    static QuantisedCase clamp(QuantisedDraw draw) {
        float low = draw.oneOf(0f, -1f, Float.NEGATIVE_INFINITY, -draw.scale(0.01, 10));
        float high = draw.oneOf(6f, 1f, Float.POSITIVE_INFINITY, draw.scale(0.01, 10));
        return one(draw, real -> new Clamp(real, Math.min(low, high), high));
    }

    static QuantisedCase leakyRelu(QuantisedDraw draw) {
        float slope = draw.oneOf(0f, 0.01f, 0.1f, draw.scale(1e-3, 2));
        return one(draw, real -> new LeakyRelu(real, slope));
    }

    static QuantisedCase elu(QuantisedDraw draw) {
        return one(draw, real -> new Elu(real, 1));
    }

    static QuantisedCase softmax(QuantisedDraw draw) {
        return one(draw, real -> new Softmax(real, draw.chance(0.8) ? real.type().rank() - 1 : draw.between(0, real.type().rank() - 1)));
    }

    private static QuantisedCase one(QuantisedDraw draw, Function<Value, Op> real) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 12));
        return draw.quantised(List.of(input), values -> real.apply(values.get(0)));
    }

    static QuantisedCase concat(QuantisedDraw draw) {
        Shape shape = draw.shape(draw.between(1, 4), 6);
        int axis = draw.between(0, shape.rank() - 1);
        Quantisation scheme = draw.scheme();
        List<Value> operands = new ArrayList<>();
        for (int i = draw.between(1, 4); i > 0; i--) {
            operands.add(draw.input(new TensorType(DType.I8, shape.with(axis, draw.between(1, 6))).quantised(scheme)));
        }
        return draw.quantised(operands, real -> new Concat(real, axis));
    }

    static QuantisedCase quantize(QuantisedDraw draw) {
        Value input = draw.input(new TensorType(DType.F32, draw.shape(draw.between(1, 4), 9)));
        return requantized(draw, input, draw.oneOf(DType.I8, DType.I8, DType.U8));
    }

    static QuantisedCase dequantize(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 9));
        return draw.done(new Requantize(input, input.type().real(), Rounding.TFLITE));
    }

    static QuantisedCase requantize(QuantisedDraw draw) {
        DType from = draw.oneOf(DType.I8, DType.U8);
        Value input = draw.input(new TensorType(from, draw.shape(draw.between(1, 4), 9)).quantised(scheme(draw, from)));
        return requantized(draw, input, draw.oneOf(DType.I8, DType.U8));
    }

    private static QuantisedCase requantized(QuantisedDraw draw, Value input, DType dtype) {
        return draw.done(new Requantize(input, new TensorType(dtype, input.type().shape()).quantised(scheme(draw, dtype)), Rounding.TFLITE));
    }

    private static Quantisation scheme(QuantisedDraw draw, DType dtype) {
        return Quantisation.perTensor(draw.scale(1e-3, 0.5), draw.between((int) dtype.least(), (int) dtype.greatest()));
    }
}
