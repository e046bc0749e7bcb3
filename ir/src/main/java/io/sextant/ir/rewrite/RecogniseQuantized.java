package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code requantize(f(requantize(q) to f32, ...)) to q' -> quantized(f)(q, ...)}, where nothing else uses what f makes; bounds of the real
 * result (a rectifier, a clamp, the extreme of it and a constant) become bounds of the integers. What is dequantised from mere integers is
 * quantised again for it, which gives the same integers a quantised type.
 */
public final class RecogniseQuantized implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        boolean candidate = node.op() instanceof Requantize op && op.rounding() == Rounding.QDQ && op.to().isQuantised()
            && op.input().type().dtype() == DType.F32 && !op.input().type().isQuantised();
        if (!candidate) {
            return Optional.empty();
        }
        Requantize op = (Requantize) node.op();
        return bounded(RealBounds.at(op.input(), draft), op.to(), draft).or(() -> bounded(RealBounds.none(op.input()), op.to(), draft));
    }

    private static Optional<Replacement> bounded(RealBounds bounds, TensorType to, Draft draft) {
        return draft.onlyFor(bounds.of(), Op.class).filter(real -> Quantized.OPERATORS.contains(real.getClass()))
            .flatMap(real -> quantized(real, bounds, to, draft));
    }

    private static Optional<Replacement> quantized(Op real, RealBounds bounds, TensorType to, Draft draft) {
        Draft.Filling filling = draft.fill();
        Map<Value, Value> inputs = new HashMap<>();
        for (Value operand : real.operands()) {
            Optional<Value> input = integers(operand, draft, filling);
            if (input.isEmpty()) {
                return Optional.empty();
            }
            inputs.putIfAbsent(operand, input.get());
        }
        List<Value> operands = real.operands().stream().map(inputs::get).toList();
        try {
            Quantized op = Quantized.of(real.mapOperands(operand -> Quantized.standIn(inputs.get(operand))), operands, to.dtype(), to.scheme(),
                Rounding.QDQ);
            return filling.by(op.clamped(bounds.low(to), bounds.high(to)));
        } catch (IllTyped notOnIntegers) {
            return Optional.empty();
        }
    }

    /** The integers that {@code real} stands for. */
    private static Optional<Value> integers(Value real, Draft draft, Draft.Filling filling) {
        Optional<Value> made = draft.definition(real, Requantize.class).map(Requantize::input)
            .filter(input -> input.type().isQuantised());
        return made.isPresent() ? made : draft.definition(real, Dequantize.class).filter(op -> op.type().dtype() == DType.F32)
            .flatMap(op -> LinearScheme.of(op, draft)).filter(type -> type.dtype() != DType.I32)
            .map(type -> filling.add(new Requantize(real, type, Rounding.QDQ)));
    }
}
