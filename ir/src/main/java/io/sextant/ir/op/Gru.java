package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;
import java.util.Optional;

/**
 * Gated recurrent units over the positions of a sequence (Cho et al., 2014), as ONNX GRU with its default activations but batch first.
 * For each direction, with x the input and h the state before:
 * <pre>
 * z = sigmoid(x Wz + h Rz + bz + cz)
 * r = sigmoid(x Wr + h Rr + br + cr)
 * n = tanh(x Wn + (r h) Rn + bn + cn), or with {@code linearBeforeReset} tanh(x Wn + bn + r (h Rn + cn))
 * state = (1 - z) n + z h
 * </pre>
 * input (N, L, C), weights W (D, C, 3H), recurrent weights R (D, H, 3H), bias (b, c) (D, 6H), initial state (N, D, H), where D is 2 for
 * both directions, else 1, and gates come in the order z, r, n. The result is (N, L, D, H) for all states, (N, D, H) for the last ones;
 * the last state of the reverse direction is that of position 0.
 * <ul>
 * <li>C1: operands are floating, all of one type
 * <li>C2: the input is (N, L, C)
 * <li>C3: the recurrent weights are (D, H, 3H)
 * <li>C4: the weights are (D, C, 3H)
 * <li>C5: the bias is (D, 6H)
 * <li>C6: the initial state is (N, D, H)
 * </ul>
 */
public record Gru(Value input, Value weights, Value recurrentWeights, Optional<Value> bias, Optional<Value> initial,
    Recurrence.Direction direction, boolean linearBeforeReset, Result result) implements Op {

    /** Gates of a state. */
    public static final int GATES = 3;

    /** Which values are the result. */
    public enum Result {
        /** The states at all positions (ONNX Y). */
        STATES,
        /** The state after the last position taken (ONNX Y_h). */
        LAST_STATE
    }

    public Gru {
        OperatorTypes.check("gru C1", Gru.class, input, weights, recurrentWeights, bias, initial);
        Recurrence.Operands operands = new Recurrence.Operands(input, weights, recurrentWeights, bias, GATES, direction);
        operands.check("gru");
        operands.checkInitial("gru", initial);
        operands.result(result == Result.STATES);
    }

    private Recurrence.Operands shared() {
        return new Recurrence.Operands(input, weights, recurrentWeights, bias, GATES, direction);
    }

    /** Elements of a state. */
    public int hidden() {
        return shared().hidden();
    }

    @Override
    public TensorType type() {
        return shared().result(result == Result.STATES);
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.gru(this);
    }
}
