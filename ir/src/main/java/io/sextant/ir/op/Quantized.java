package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A real operator computed on quantised integers: quantise(real(dequantise(inputs))), clamped to {@code low..high}; in which arithmetic
 * exactly is what {@code rounding} says. All that is true of the operator's shapes and attributes stands in {@code real}.
 * <ul>
 * <li>C1: {@code real} can be computed on integers: see {@link #OPERATORS}
 * <li>C2: its operands are the f32 stand-ins of {@code inputs}, in their order: see {@link #standIn}
 * <li>C3: inputs are quantised, per tensor but for the weights and bias of a product, which may have a scale per output channel
 * <li>C4: a bias is i32 with zero points 0, and its scale is that of the input times that of the weights, within 2 %, as TFLite has it
 * <li>C5: the result is i16, i8 or u8, quantised per tensor
 * <li>C6: low &lt;= high, both of the result's element type
 * </ul>
 *
 * @param real   the operator over stand-ins
 * @param inputs the operands
 * @param dtype  the result's element type
 * @param result the result's quantisation
 * @param low    the least integer of the result: that of a fused activation
 * @param high   the greatest
 */
public record Quantized(Op real, List<Value> inputs, DType dtype, Quantisation result, int low, int high, Rounding rounding)
    implements Op {
    /** What can be computed on integers. */
    public static final Set<Class<? extends Op>> OPERATORS = Set.of(Convolution.class, Dense.class, MatMul.class, Pool.class,
        GlobalPool.class, Unary.class, Binary.class, Clamp.class, LeakyRelu.class, Elu.class, Softmax.class, Reduce.class, Resize.class,
        Concat.class, Pad.class);
    private static final double BIAS_SCALE_TOLERANCE = 0.02;

    public Quantized {
        inputs = List.copyOf(inputs);
        IllTyped.unless(OPERATORS.contains(real.getClass()), "quantized C1", "%s cannot be computed on integers", real.mnemonic());
        IllTyped.unless(real.operands().equals(inputs.stream().map(Quantized::standIn).toList()), "quantized C2",
            "%s has the stand-ins of %s as operands, got %s", real.mnemonic(), inputs, real.operands());
        boolean product = isProduct(real);
        for (int i = 0; i < inputs.size(); i++) {
            TensorType type = inputs.get(i).type();
            IllTyped.unless(type.isQuantised(), "quantized C3", "operands of %s are quantised, got %s", real.mnemonic(), type);
            IllTyped.unless(type.scheme().isPerTensor() || product && i > 0 && type.scheme().axis().getAsInt() == type.rank() - 1,
                "quantized C3", "operand %d of %s has one scale, got %s", i, real.mnemonic(), type);
        }
        if (product && inputs.size() == 3) {
            checkBias(inputs.get(0).type(), inputs.get(1).type(), inputs.get(2).type());
        }
        IllTyped.unless(result.isPerTensor() && TypeClass.QUANTISED.contains(dtype) && dtype != DType.I4, "quantized C5",
            "the result is i16, i8 or u8 with one scale, got %s<%s>", dtype.text(), result);
        IllTyped.unless(low <= high && dtype.holds(low) && dtype.holds(high), "quantized C6", "low <= high of %s, got %d and %d",
            dtype.text(), low, high);
    }

    /**
     * {@code real} on all integers of the result's type, with no activation.
     *
     * @param real   the operator over {@link #standIn stand-ins} of {@code inputs}
     * @param result the quantised type of the result; its shape is that of {@code real}
     */
    public static Quantized of(Op real, List<Value> inputs, DType dtype, Quantisation result, Rounding rounding) {
        return new Quantized(real, inputs, dtype, result, (int) dtype.least(), (int) dtype.greatest(), rounding);
    }

    /** The f32 value of the same id and shape. */
    public static Value standIn(Value value) {
        return new Value(value.id(), value.type().real());
    }

    /** Whether {@code real} multiplies its input with weights, its second operand, and may add a bias, its third. */
    public static boolean isProduct(Op real) {
        return real instanceof Convolution || real instanceof Dense;
    }

    /** The same with another clamp. */
    public Quantized clamped(int least, int greatest) {
        return new Quantized(real, inputs, dtype, result, least, greatest, rounding);
    }

    /** The operator that stands for all that differ from this one only in the numbers of quantisation: see {@link TensorType#nominal}. */
    public Quantized nominal() {
        List<Value> nominal = inputs.stream().map(input -> new Value(input.id(), input.type().nominal())).toList();
        return of(real, nominal, dtype, result.nominal(), rounding);
    }

    private static void checkBias(TensorType input, TensorType weights, TensorType bias) {
        IllTyped.unless(bias.dtype() == DType.I32 && bias.scheme().zeroPoints().stream().allMatch(zero -> zero == 0), "quantized C4",
            "a bias is i32 with zero points 0, got %s", bias);
        for (int c = 0; c < bias.elements(); c++) {
            double expected = (double) input.scheme().scale() * weights.scheme().scale(c);
            IllTyped.unless(Math.abs(bias.scheme().scale(c) - expected) <= BIAS_SCALE_TOLERANCE * expected, "quantized C4",
                "the bias of channel %d has the scale of input times weights, %s, got %s", c, expected, bias.scheme().scale(c));
        }
    }

    @Override
    public TensorType type() {
        return new TensorType(dtype, real.type().shape(), Optional.of(result));
    }

    @Override
    public Op mapOperands(UnaryOperator<Value> map) {
        Map<Integer, Value> mapped = new HashMap<>();
        List<Value> operands = new ArrayList<>();
        for (Value input : inputs) {
            operands.add(mapped.computeIfAbsent(input.id(), id -> map.apply(input)));
        }
        return new Quantized(real.mapOperands(operand -> standIn(mapped.get(operand.id()))), operands, dtype, result, low, high, rounding);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.quantized(this);
    }
}
