package io.sextant.ir.generate;

import io.sextant.ir.generate.Motifs.Step;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Motifs of quantised models as ONNX has them: operators on real numbers between QuantizeLinear and DequantizeLinear. */
final class LinearMotifs {
    private static final List<DType> ACTIVATIONS = List.of(DType.I8, DType.I8, DType.U8);

    private final Draw draw;

    LinearMotifs(Draw draw) {
        this.draw = draw;
    }

    /** A scale and a zero point, made anew wherever they are used. */
    private record Linear(DType dtype, float scale, int zeroPoint) {
    }

    private Linear linear() {
        return new Linear(draw.pick(ACTIVATIONS), draw.between(1, 20) / 500f, draw.between(0, 100));
    }

    private Op quantize(Value value, Linear linear) {
        return new Quantize(value, scale(linear), zeroPoint(linear), 0);
    }

    private Op dequantize(Value value, Linear linear) {
        return new Dequantize(value, scale(linear), zeroPoint(linear), 0);
    }

    private Value scale(Linear linear) {
        return draw.constant(Tensor.filled(TensorType.f32(), linear.scale()));
    }

    private Value zeroPoint(Linear linear) {
        return draw.constant(Tensor.ofInts(new TensorType(linear.dtype(), Shape.of()), linear.zeroPoint()));
    }

    private static Value last(List<Value> made) {
        return made.get(made.size() - 1);
    }

    /** A function or a layer on integers. */
    List<Step> operator() {
        Linear input = linear();
        Linear result = linear();
        List<Step> steps = new ArrayList<>(List.of(made -> quantize(made.get(0), input), made -> dequantize(last(made), input)));
        if (draw.oneIn(2)) {
            steps.add(this::weights);
            steps.add(made -> new Dense(made.get(2), made.get(3), Optional.empty()));
        } else {
            Unary.Kind kind = draw.pick(List.of(Unary.Kind.SIGMOID, Unary.Kind.TANH, Unary.Kind.HARD_SWISH, Unary.Kind.ABS));
            steps.add(made -> new Unary(last(made), kind));
        }
        if (draw.oneIn(2)) {
            steps.add(draw.oneIn(2) ? made -> new Unary(last(made), Unary.Kind.RELU) : made -> new Clamp(last(made), -1, 1.5f));
        }
        steps.add(made -> quantize(last(made), result));
        steps.add(made -> dequantize(last(made), result));
        return steps;
    }

    private Op weights(List<Value> made) {
        TensorType input = made.get(2).type();
        IllTyped.unless(input.rank() >= 2, "motif", "%s is no matrix", input);
        TensorType type = new TensorType(DType.I8, Shape.of(input.shape().last(), draw.between(1, 4)));
        return dequantize(draw.constant(draw.elements().any(type)), new Linear(DType.I8, 0.2f, 0));
    }

    /** Elements moved between the two, or behind them and to integers again. */
    List<Step> moved() {
        Linear input = linear();
        Step move = made -> new Transpose(last(made), draw.shuffled(draw.each(last(made).type().rank(), axis -> axis)));
        List<Step> steps = new ArrayList<>(List.of(made -> quantize(made.get(0), input), made -> dequantize(last(made), input)));
        steps.add(draw.oneIn(2) ? 1 : 2, move);
        steps.add(made -> quantize(last(made), draw.oneIn(2) ? input : linear()));
        return steps;
    }
}
