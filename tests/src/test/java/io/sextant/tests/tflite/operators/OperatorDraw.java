package io.sextant.tests.tflite.operators;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Draws operands, and keeps the operator and the model of one case in step. */
final class OperatorDraw {
    private static final Set<Integer> VERSION_1 = Set.of(BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.HARD_SWISH, BuiltinOperator.ELU,
        BuiltinOperator.GELU);
    private static final Set<Integer> VERSION_3 = Set.of(BuiltinOperator.CONV_2D, BuiltinOperator.DEPTHWISE_CONV_2D);

    final SplittableRandom random;
    final OperatorCase.Operands operands = new OperatorCase.Operands();
    final TfliteModelBuilder model = new TfliteModelBuilder("case");
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Integer> indices = new ArrayList<>();

    OperatorDraw(long seed) {
        random = new SplittableRandom(seed);
    }

    int upTo(int most) {
        return random.nextInt(1, most + 1);
    }

    boolean sometimes(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /** From 1e-4 to 1, evenly in the logarithm. */
    float scale() {
        return (float) Math.pow(10, -4 * random.nextDouble());
    }

    /** An integer of {@code dtype}; 16 bits have none but 0. */
    int zero(DType dtype) {
        return dtype == DType.I16 ? 0 : random.nextInt((int) dtype.least(), (int) dtype.greatest() + 1);
    }

    Quantisation scheme(DType dtype) {
        return Quantisation.perTensor(scale(), zero(dtype));
    }

    TensorType type(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims)).quantised(scheme(dtype));
    }

    /** Elements anywhere in the type, one in eight of them at its ends. */
    Tensor tensor(TensorType type) {
        int least = (int) type.dtype().least();
        int greatest = (int) type.dtype().greatest();
        int[] elements = new int[type.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = sometimes(16) ? least : sometimes(16) ? greatest : random.nextInt(least, greatest + 1);
        }
        return Tensor.ofInts(type, elements);
    }

    /** An operand that the model takes as its input. */
    Value input(Tensor tensor) {
        indices.add(quantise(model.input("input" + inputs.size(), tensor.type().bare()), tensor.type()));
        inputs.add(tensor);
        return operands.value(tensor);
    }

    /** An operand that the model holds, in the layout of {@code stored}. */
    Value constant(Tensor tensor, Tensor stored) {
        indices.add(quantise(model.constant("constant", stored), stored.type()));
        return operands.value(tensor);
    }

    /** A tensor of the model alone: axes, sizes. */
    void parameter(int... values) {
        indices.add(model.constant("parameter", Tensor.ofInts(new TensorType(DType.I32, Shape.of(values.length)), values)));
    }

    private int quantise(int index, TensorType type) {
        type.quantisation().ifPresent(scheme -> {
            float[] scales = new float[scheme.scales().size()];
            long[] zeros = new long[scales.length];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = scheme.scale(i);
                zeros[i] = scheme.zeroPoint(i);
            }
            model.quantised(index, scales, zeros, scheme.axis().orElse(0));
        });
        return index;
    }

    /** Operator {@code code} of TFLite on all operands so far, which is {@code op}. */
    OperatorCase finished(Op op, int code, byte optionsType, Object options) {
        int result = quantise(model.tensor("result", op.type().bare()), op.type());
        int[] used = indices.stream().mapToInt(Integer::intValue).toArray();
        model.operator(code, version(code), optionsType, options, used, result).output(result);
        return new OperatorCase(op, operands.tensors(), model.build(), inputs);
    }

    /** A version of the operator that takes integers. */
    private static int version(int code) {
        return VERSION_1.contains(code) ? 1 : VERSION_3.contains(code) ? 3 : 2;
    }

    /** {@code real} on integers, with an activation that {@link #activation} says. */
    Quantized quantized(Op real, DType dtype, Quantisation result, int activation, Value... values) {
        Quantized plain = Quantized.of(real, Arrays.asList(values), dtype, result, Rounding.TFLITE);
        if (activation == 0) {
            return plain;
        }
        int low = Math.max(plain.low(), result.zeroPoint());
        long six = result.zeroPoint() + Math.round(6.0 / result.scale());
        return plain.clamped(low, activation == 3 ? (int) Math.min(plain.high(), six) : plain.high());
    }

    /** None, RELU or RELU6, as TFLite's {@code ActivationFunctionType} has them. */
    int activation() {
        return sometimes(2) ? 0 : sometimes(2) ? 1 : 3;
    }
}
