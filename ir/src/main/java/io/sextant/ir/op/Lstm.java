package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;
import java.util.Optional;

/**
 * Long short-term memory over the positions of a sequence (Hochreiter and Schmidhuber, 1997), as ONNX LSTM with its default activations
 * and no peepholes, but batch first. For each direction, with x the input, h the state and m the cell before:
 * <pre>
 * i = sigmoid(x Wi + h Ri + bi + ci)
 * o = sigmoid(x Wo + h Ro + bo + co)
 * f = sigmoid(x Wf + h Rf + bf + cf)
 * g = tanh(x Wg + h Rg + bg + cg)
 * cell = f m + i g
 * state = o tanh(cell)
 * </pre>
 * input (N, L, C), weights W (D, C, 4H), recurrent weights R (D, H, 4H), bias (b, c) (D, 8H), initial state and cell (N, D, H), where D
 * is 2 for both directions, else 1, and gates come in the order i, o, f, g. The result is (N, L, D, H) for all states, (N, D, H) for the
 * last states or cells; those of the reverse direction are of position 0.
 * <ul>
 * <li>C1: operands are floating, all of one type
 * <li>C2: the input is (N, L, C)
 * <li>C3: the recurrent weights are (D, H, 4H)
 * <li>C4: the weights are (D, C, 4H)
 * <li>C5: the bias is (D, 8H)
 * <li>C6: the initial state and cell are (N, D, H)
 * </ul>
 */
public record Lstm(Value input, Value weights, Value recurrentWeights, Optional<Value> bias, Optional<Value> initial,
    Optional<Value> initialCell, Recurrence.Direction direction, Result result) implements Op {

    /** Gates of a state. */
    public static final int GATES = 4;

    /** Which values are the result. */
    public enum Result {
        /** The states at all positions (ONNX Y). */
        STATES,
        /** The state after the last position taken (ONNX Y_h). */
        LAST_STATE,
        /** The cell after the last position taken (ONNX Y_c). */
        LAST_CELL
    }

    public Lstm {
        OperatorTypes.check("lstm C1", Lstm.class, input, weights, recurrentWeights, bias, initial, initialCell);
        Recurrence.Operands operands = new Recurrence.Operands(input, weights, recurrentWeights, bias, GATES, direction);
        operands.check("lstm");
        operands.checkInitial("lstm", initial);
        operands.checkInitial("lstm", initialCell);
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
        return cases.lstm(this);
    }
}
