package io.sextant.ir.generate;

import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recurrent layers of a few units. */
final class RecurrenceProposals {
    private final Draw draw;

    RecurrenceProposals(Draw draw) {
        this.draw = draw;
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("gru", this::gru);
        proposals.put("lstm", this::lstm);
    }

    private Op gru(Value input) {
        Shapes shapes = new Shapes(input, draw.pick(Recurrence.Direction.values()), draw.between(1, 3), Gru.GATES);
        return new Gru(input, shapes.weights(), shapes.recurrentWeights(), shapes.bias(), shapes.state(), shapes.direction, draw.oneIn(2),
            draw.pick(Gru.Result.values()));
    }

    private Op lstm(Value input) {
        Shapes shapes = new Shapes(input, draw.pick(Recurrence.Direction.values()), draw.between(1, 3), Lstm.GATES);
        return new Lstm(input, shapes.weights(), shapes.recurrentWeights(), shapes.bias(), shapes.state(), shapes.state(),
            shapes.direction, draw.pick(Lstm.Result.values()));
    }

    /** Operands of a recurrent layer on an input (N, L, C). */
    private final class Shapes {
        private final Value input;
        private final Recurrence.Direction direction;
        private final int directions;
        private final int units;
        private final int gates;

        Shapes(Value input, Recurrence.Direction direction, int units, int gates) {
            IllTyped.unless(input.type().rank() == 3, "proposal", "%s is no sequence", input);
            this.input = input;
            this.direction = direction;
            this.directions = direction.count();
            this.units = units;
            this.gates = gates;
        }

        private Value operand(Integer... dims) {
            return draw.operand(input.type().dtype(), List.of(dims));
        }

        Value weights() {
            return operand(directions, input.type().shape().last(), gates * units);
        }

        Value recurrentWeights() {
            return operand(directions, units, gates * units);
        }

        Optional<Value> bias() {
            return draw.oneIn(2) ? Optional.of(operand(directions, 2 * gates * units)) : Optional.empty();
        }

        Optional<Value> state() {
            return draw.oneIn(2) ? Optional.of(operand(input.type().dim(0), directions, units)) : Optional.empty();
        }
    }
}
