package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Weights and biases of products, as the IR holds them. */
final class Weights {
    private Weights() {
    }

    /**
     * The constant input {@code index}, taken for a tensor of {@code shape}, with its dimensions permuted; the real numbers that it stands
     * for where it is quantised and {@code input} is not.
     */
    static Value weights(OperatorReading operator, int index, Value input, Shape shape, List<Integer> permutation) {
        boolean real = !input.type().isQuantised();
        TensorType type = operator.literal(index).type();
        OperatorReading.require(real || isReadable(type, input.type()), "weights of a quantised product are i8 with zero points 0, or u8"
            + " with one scale as the input, got " + type);
        type.quantisation().ifPresent(scheme -> operator.graph().budget().takeScales(scheme.scales().size()));
        Value value = operator.graph().constant(operator.tensor(index), permutation + (real ? "real" : ""), () -> {
            Tensor stored = operator.literal(index);
            return permuted(real ? real(stored) : stored, shape, permutation);
        });
        return operator.standing(value);
    }

    /** The second as models were quantised before 2019. */
    private static boolean isReadable(TensorType weights, TensorType input) {
        if (!weights.isQuantised()) {
            return false;
        }
        return weights.dtype() == DType.I8 && weights.scheme().zeroPoints().stream().allMatch(zero -> zero == 0)
            || weights.dtype() == DType.U8 && input.dtype() == DType.U8 && weights.scheme().isPerTensor();
    }

    private static Tensor permuted(Tensor stored, Shape shape, List<Integer> permutation) {
        Optional<Quantisation> scheme = stored.type().quantisation();
        Tensor moved = stored.reshaped(new TensorType(stored.type().dtype(), shape)).transposed(permutation);
        return scheme.isEmpty() ? moved : moved.reshaped(moved.type().quantised(moved(scheme.get(), permutation)));
    }

    private static Quantisation moved(Quantisation scheme, List<Integer> permutation) {
        return scheme.isPerTensor() ? scheme
            : new Quantisation(scheme.scales(), scheme.zeroPoints(), OptionalInt.of(permutation.indexOf(scheme.axis().getAsInt())));
    }

    /** The bias at input {@code index}, if there is one; the file's scale, or the one that it is bound to have. */
    static Optional<Value> bias(OperatorReading operator, int index, Value input, Value weights) {
        if (!operator.has(index)) {
            return Optional.empty();
        }
        if (!input.type().isQuantised()) {
            return Optional.of(operator.operand(index));
        }
        Tensor stored = operator.literal(index);
        if (stored.type().dtype() != DType.I32) {
            throw new InvalidInput("a bias of quantised weights is i32, got " + stored.type());
        }
        operator.graph().budget().takeScales(stored.type().elements());
        Quantisation scheme = operator.graph().tensor(operator.tensor(index)).stored()
            .orElseGet(() -> Quantisation.ofBias(input.type().scheme(), weights.type().scheme()));
        TensorType type = stored.type().quantised(scheme);
        return Optional.of(operator.standing(operator.graph().constant(operator.tensor(index), scheme, () -> stored.reshaped(type))));
    }

    /** The f32 numbers that a constant stands for. */
    static Tensor real(Tensor stored) {
        return stored.type().dtype() == DType.F16 ? Tensor.of(stored.type().real(), stored.floats()) : Interpreter.real(stored);
    }
}
