package io.sextant.ir.generate;

import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operators on quantised integers: one of f32 is drawn on the stand-in of a quantised value, its other operands are quantised, and what it
 * computes says by which scale its result is.
 */
final class QuantizedProposals {
    static final List<Class<? extends Op>> OPERATORS = Quantized.OPERATORS.stream()
        .sorted(Comparator.comparing(Class::getSimpleName)).toList();

    private final Draw draw;
    private final Schemes schemes;
    private final Map<String, Proposal> real;

    /** @param real proposals of the operators on real numbers */
    QuantizedProposals(Draw draw, Map<String, Proposal> real) {
        this.draw = draw;
        this.schemes = new Schemes(draw);
        this.real = Map.copyOf(real);
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("requantize", this::requantize);
        proposals.put("quantized", input -> quantized(activation(),
            draw.oneIn(3) ? draw.pick(List.of(Convolution.class, Dense.class)) : draw.pick(OPERATORS)));
    }

    private static boolean isActivation(Value value) {
        TensorType type = value.type();
        return type.isQuantised() && type.scheme().isPerTensor() && type.dtype() != DType.I32 && type.dtype() != DType.I4;
    }

    private Value activation() {
        return draw.value(QuantizedProposals::isActivation)
            .orElseThrow(() -> new IllTyped("proposal: nothing is quantised yet"));
    }

    private Op requantize(Value any) {
        Value input = draw.oneIn(2) ? any : draw.value(value -> value.type().isQuantised()).orElse(any);
        TensorType type = input.type();
        boolean toReal = type.isQuantised() && draw.oneIn(2);
        Rounding rounding = draw.oneIn(4) ? Rounding.TFLITE : Rounding.QDQ;
        if (toReal || type.dtype() != DType.F32 && !type.isQuantised()) {
            return new Requantize(input, type.real(), rounding);
        }
        Tensor values = type.isQuantised() ? dequantised(input) : draw.tensor(input);
        DType dtype = schemes.dtype();
        return new Requantize(input, new TensorType(dtype, type.shape()).quantised(schemes.perTensor(values, dtype)), rounding);
    }

    private Tensor dequantised(Value value) {
        return Interpreter.evaluate(new Requantize(value, value.type().real(), Rounding.QDQ), draw::tensor);
    }

    /** {@code operator} computed on {@code input}. */
    Op quantized(Value input, Class<? extends Op> operator) {
        Value standIn = Quantized.standIn(input);
        Proposal proposal = real.get(OpSchema.of(operator).mnemonic());
        Op drawn = (proposal == null ? new SchemaProposal(draw, operator) : proposal).on(standIn);
        boolean product = Quantized.isProduct(drawn);
        Map<Value, Value> operands = new HashMap<>(Map.of(standIn, input));
        List<Value> stands = drawn.operands();
        IllTyped.unless(!product || stands.get(0).equals(standIn) && stands.stream().distinct().count() == stands.size(), "proposal",
            "%s has weights of its own", drawn);
        for (int i = 0; i < stands.size(); i++) {
            if (!operands.containsKey(stands.get(i))) {
                operands.put(stands.get(i), product && i > 0 ? parameter(drawn, i, operands) : other(stands.get(i)));
            }
        }
        List<Value> inputs = stands.stream().map(operands::get).toList();
        return finished(drawn.mapOperands(operand -> Quantized.standIn(operands.get(operand))), inputs);
    }

    private Value parameter(Op drawn, int position, Map<Value, Value> operands) {
        Tensor values = draw.tensor(drawn.operands().get(position));
        Quantisation input = operands.get(drawn.operands().get(0)).type().scheme();
        return draw.constant(position == 1 ? schemes.weights(values)
            : schemes.bias(values, input, operands.get(drawn.operands().get(1)).type().scheme()));
    }

    private Value other(Value stand) {
        Tensor values = draw.tensor(stand);
        DType dtype = schemes.dtype();
        Optional<Value> present = draw.oneIn(2)
            ? draw.value(value -> isActivation(value) && value.type().shape().equals(stand.type().shape())) : Optional.empty();
        return present.orElseGet(() -> draw.constant(schemes.quantised(values, dtype, schemes.perTensor(values, dtype))));
    }

    private Op finished(Op op, List<Value> inputs) {
        Map<Integer, Tensor> values = new HashMap<>();
        inputs.forEach(input -> values.put(input.id(), dequantised(input)));
        Tensor result = Interpreter.evaluate(op, operand -> values.get(operand.id()));
        IllTyped.unless(Double.isFinite(Numbers.magnitude(result)), "proposal", "%s makes what is not finite", op);
        DType dtype = schemes.dtype();
        Quantized quantized = Quantized.of(op, inputs, dtype, schemes.perTensor(result, dtype), rounding(op, inputs, dtype));
        return draw.oneIn(3) ? clamped(quantized) : quantized;
    }

    /** Of TFLite's arithmetic what it has for all numbers: products of i8. */
    private Rounding rounding(Op op, List<Value> inputs, DType dtype) {
        boolean product = op instanceof Convolution || op instanceof Dense;
        return product && dtype == DType.I8 && inputs.get(0).type().dtype() == DType.I8 && draw.oneIn(2) ? Rounding.TFLITE : Rounding.QDQ;
    }

    private Op clamped(Quantized op) {
        int zero = op.result().zeroPoint();
        int low = draw.oneIn(3) ? (int) op.dtype().least() : Math.min(zero, (int) op.dtype().greatest() - 1);
        int room = (int) op.dtype().greatest() - low;
        return op.clamped(low, draw.oneIn(2) ? (int) op.dtype().greatest() : low + draw.between(Math.min(1, room), room));
    }
}
