package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.KernelSource;
import java.util.Optional;

/** Recurrent operators, one position after the other; weights are read as they are, whose rows are columns of gates already. */
final class RecurrenceFamily implements Family {
    private final Lowered lowered;

    RecurrenceFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Operands operands = new Operands(kernel, lowered, weights);
        Macros macros = new Macros();
        int hidden = op instanceof Lstm lstm ? lstm(lstm, operands, macros) : gru((Gru) op, operands, macros);
        int columns = hidden * (op instanceof Lstm ? Lstm.GATES : Gru.GATES);
        TensorType input = op.operands().get(0).type();
        long state = weights.padded(hidden);
        long floats = weights.padded(columns);
        macros.put("N", input.dim(0)).put("L", input.dim(1)).put("X", input.dim(2)).put("H", hidden).put("COLUMNS", columns)
            .put("STATE", state).put("COLUMNS_FLOATS", floats + lowered.lanes()).put("INPUT", operands.pointer(op.operands().get(0)))
            .put("WEIGHTS", operands.pointer(op.operands().get(1))).put("RECURRENT", operands.pointer(op.operands().get(2)));
        String text = KernelSource.text(KernelSource.RECURRENCE_PRODUCTS,
            op instanceof Lstm ? KernelSource.RECURRENCE_LSTM : KernelSource.RECURRENCE_GRU, KernelSource.RECURRENCE_WALK);
        return new Instance(macros.all(), text, weights, 2 * state + 2 * (floats + lowered.lanes()));
    }

    private static int lstm(Lstm op, Operands operands, Macros macros) {
        direction(op.direction(), op.bias(), op.initial(), operands, macros);
        macros.put("ALL", op.result() == Lstm.Result.STATES).put("TAKES_CELL", op.result() == Lstm.Result.LAST_CELL)
            .put("INITIAL_CELL", operands.pointer(op.initialCell()));
        return op.hidden();
    }

    private static int gru(Gru op, Operands operands, Macros macros) {
        direction(op.direction(), op.bias(), op.initial(), operands, macros);
        macros.put("ALL", op.result() == Gru.Result.STATES).put("TAKES_CELL", false).put("INITIAL_CELL", "0")
            .put("LINEAR_BEFORE_RESET", op.linearBeforeReset());
        return op.hidden();
    }

    private static void direction(Recurrence.Direction direction, Optional<Value> bias, Optional<Value> initial, Operands operands,
        Macros macros) {
        macros.put("DIRECTIONS", direction.count()).put("BACKWARDS", direction == Recurrence.Direction.REVERSE)
            .put("BIAS", operands.pointer(bias)).put("INITIAL", operands.pointer(initial));
    }
}
