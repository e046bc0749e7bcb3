package io.sextant.tests.tflite.operators;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.function.Function;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GeluOptionsT;
import org.tensorflow.lite.schema.LeakyReluOptionsT;
import org.tensorflow.lite.schema.MaximumMinimumOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;

/** Random functions of one or two quantised elements, and of rows of them. */
final class ElementCases {
    private final OperatorDraw draw;
    private final DType dtype;

    ElementCases(long seed, DType dtype) {
        this.draw = new OperatorDraw(seed);
        this.dtype = dtype;
    }

    /** Every integer of an 8-bit type once; as many of others. */
    private Value allIntegers(TensorType type) {
        if (dtype == DType.I16) {
            return draw.input(draw.tensor(type));
        }
        int[] elements = new int[256];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (int) dtype.least() + i;
        }
        return draw.input(Tensor.ofInts(type, elements));
    }

    /** Of a result as wide as {@code greatest}, or up to 8 times wider or narrower. */
    private Quantisation around(double greatest) {
        float scale = (float) (Math.max(greatest, 1e-3) / 256 * Math.pow(2, draw.random.nextDouble(-3, 3)));
        return Quantisation.perTensor(scale, draw.zero(dtype));
    }

    private OperatorCase function(Function<Value, Op> real, Quantisation result, int code, byte optionsType, Object options) {
        Value input = operand();
        return draw.finished(draw.quantized(real.apply(Quantized.standIn(input)), dtype, result, 0, input), code, optionsType, options);
    }

    private Value operand() {
        return allIntegers(draw.type(dtype, 256));
    }

    private OperatorCase function(Function<Value, Op> real, int code) {
        return function(real, code, BuiltinOptions.NONE, null);
    }

    private OperatorCase function(Function<Value, Op> real, int code, byte optionsType, Object options) {
        Value input = operand();
        Quantisation result = around(input.type().scheme().scale() * 256);
        return draw.finished(draw.quantized(real.apply(Quantized.standIn(input)), dtype, result, 0, input), code, optionsType, options);
    }

    OperatorCase relu() {
        return function(input -> new Unary(input, Unary.Kind.RELU), BuiltinOperator.RELU);
    }

    OperatorCase relu6() {
        return function(input -> new Unary(input, Unary.Kind.RELU6), BuiltinOperator.RELU6);
    }

    OperatorCase reluN1To1() {
        return function(input -> new Clamp(input, -1, 1), BuiltinOperator.RELU_N1_TO_1);
    }

    OperatorCase hardSwish() {
        return function(input -> new Unary(input, Unary.Kind.HARD_SWISH), BuiltinOperator.HARD_SWISH);
    }

    OperatorCase leakyRelu() {
        LeakyReluOptionsT options = new LeakyReluOptionsT();
        options.setAlpha(draw.random.nextFloat() * (draw.sometimes(4) ? -1 : 1));
        return function(input -> new LeakyRelu(input, options.getAlpha()), BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyReluOptions,
            options);
    }

    OperatorCase unary(Unary.Kind kind, int code) {
        return function(input -> new Unary(input, kind), code);
    }

    OperatorCase gelu() {
        return function(input -> new Unary(input, Unary.Kind.GELU), BuiltinOperator.GELU, BuiltinOptions.GeluOptions, new GeluOptionsT());
    }

    OperatorCase elu() {
        return function(input -> new Elu(input, 1), BuiltinOperator.ELU);
    }

    OperatorCase exp() {
        TensorType drawn = draw.type(dtype, 256);
        TensorType type = drawn.bare().quantised(Quantisation.perTensor(drawn.scheme().scale() / 4, drawn.scheme().zeroPoint()));
        Value input = allIntegers(type);
        Quantisation result = around(Math.exp(Math.min(80, type.scheme().scale() * (dtype.greatest() - type.scheme().zeroPoint()))));
        return draw.finished(draw.quantized(new Unary(Quantized.standIn(input), Unary.Kind.EXP), dtype, result, 0, input),
            BuiltinOperator.EXP, BuiltinOptions.NONE, null);
    }

    OperatorCase logistic() {
        return function(input -> new Unary(input, Unary.Kind.SIGMOID),
            Quantisation.perTensor(1 / 256f, (int) dtype.least()), BuiltinOperator.LOGISTIC, BuiltinOptions.NONE, null);
    }

    OperatorCase tanh() {
        return function(input -> new Unary(input, Unary.Kind.TANH), Quantisation.perTensor(1 / 128f, dtype == DType.U8 ? 128 : 0),
            BuiltinOperator.TANH, BuiltinOptions.NONE, null);
    }

    OperatorCase softmax() {
        Value input = draw.input(draw.tensor(draw.type(dtype, draw.upTo(4), draw.upTo(40))));
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(1);
        return draw.finished(draw.quantized(new Softmax(Quantized.standIn(input), 1), dtype,
            Quantisation.perTensor(1 / 256f, (int) dtype.least()), 0, input), BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions,
            options);
    }

    OperatorCase binary(Binary.Kind kind) {
        int[] left = dims();
        int[] right = left.clone();
        for (int axis = 0; axis < left.length; axis++) {
            if (draw.sometimes(4)) {
                (draw.sometimes(2) ? left : right)[axis] = 1;
            }
        }
        boolean extreme = kind == Binary.Kind.MIN || kind == Binary.Kind.MAX;
        TensorType leftType = draw.type(dtype, left);
        TensorType drawn = draw.type(dtype, right);
        TensorType rightType = extreme ? drawn.bare().quantised(leftType.scheme()) : drawn;
        Quantisation result = extreme ? leftType.scheme() : around(greatest(kind, leftType.scheme().scale(), rightType.scheme().scale()));
        Value a = draw.input(draw.tensor(leftType));
        Value b = draw.input(draw.tensor(rightType));
        int activation = extreme ? 0 : draw.activation();
        Op real = new Binary(Quantized.standIn(a), Quantized.standIn(b), kind);
        return finished(draw.quantized(real, dtype, result, activation, a, b), kind, (byte) activation);
    }

    private static double greatest(Binary.Kind kind, float left, float right) {
        return kind == Binary.Kind.MUL ? left * right * 65536 : Math.max(left, right) * 256;
    }

    private OperatorCase finished(Quantized op, Binary.Kind kind, byte activation) {
        AddOptionsT add = new AddOptionsT();
        add.setFusedActivationFunction(activation);
        SubOptionsT sub = new SubOptionsT();
        sub.setFusedActivationFunction(activation);
        MulOptionsT mul = new MulOptionsT();
        mul.setFusedActivationFunction(activation);
        MaximumMinimumOptionsT extreme = new MaximumMinimumOptionsT();
        return switch (kind) {
            case ADD -> draw.finished(op, BuiltinOperator.ADD, BuiltinOptions.AddOptions, add);
            case SUB -> draw.finished(op, BuiltinOperator.SUB, BuiltinOptions.SubOptions, sub);
            case MUL -> draw.finished(op, BuiltinOperator.MUL, BuiltinOptions.MulOptions, mul);
            case MAX -> draw.finished(op, BuiltinOperator.MAXIMUM, BuiltinOptions.MaximumMinimumOptions, extreme);
            case MIN -> draw.finished(op, BuiltinOperator.MINIMUM, BuiltinOptions.MaximumMinimumOptions, extreme);
            case DIV, POW, MOD -> throw new AssertionError(kind);
        };
    }

    private int[] dims() {
        int[] dims = new int[draw.upTo(4)];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = draw.upTo(dims.length == 1 ? 60 : 6);
        }
        return dims;
    }

    OperatorCase requantize() {
        TensorType type = draw.type(dtype, 256);
        DType to = dtype == DType.I16 || draw.sometimes(2) ? DType.I8 : DType.U8;
        double scale = type.scheme().scale() * Math.pow(2, draw.random.nextDouble(-3, 3));
        Quantisation result = Quantisation.perTensor((float) scale, draw.zero(to));
        Value input = allIntegers(type);
        return draw.finished(new Requantize(input, new TensorType(to, type.shape()).quantised(result), Rounding.TFLITE),
            BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null);
    }

    OperatorCase dequantize() {
        Value input = operand();
        return draw.finished(new Requantize(input, input.type().real(), Rounding.TFLITE), BuiltinOperator.DEQUANTIZE, BuiltinOptions.NONE,
            null);
    }

    OperatorCase quantize() {
        TensorType type = draw.type(dtype, 200);
        float[] reals = new float[200];
        for (int i = 0; i < reals.length; i++) {
            double steps = draw.sometimes(4) ? draw.random.nextInt(-300, 300) + 0.5 : draw.random.nextDouble(-300, 300);
            reals[i] = (float) (steps * type.scheme().scale());
        }
        Value input = draw.input(Tensor.of(type.real(), reals));
        return draw.finished(new Requantize(input, type, Rounding.TFLITE), BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null);
    }
}
