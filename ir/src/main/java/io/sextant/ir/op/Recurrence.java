package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/** What recurrent operators share: the shapes of their operands, and which of their values is the result. */
public final class Recurrence {
    /** In which order the positions of a sequence are taken; both orders stand side by side in a dimension of two. */
    public enum Direction {
        FORWARD, REVERSE, BIDIRECTIONAL;

        /** 2 for both, else 1. */
        public int count() {
            return this == BIDIRECTIONAL ? 2 : 1;
        }
    }

    private Recurrence() {
    }

    /**
     * The operands that all recurrent operators have.
     *
     * @param gates how many gates each state has
     */
    record Operands(Value input, Value weights, Value recurrentWeights, Optional<Value> bias, int gates, Direction direction) {
        int hidden() {
            return recurrentWeights.type().dim(1);
        }

        /** Checks C2 to C5 of the operator {@code name}. */
        void check(String name) {
            TensorType in = input.type();
            IllTyped.unless(in.rank() == 3, name + " C2", "input is (N, L, C), got %s", in);
            TensorType recurrent = recurrentWeights.type();
            IllTyped.unless(recurrent.rank() == 3 && recurrent.dim(0) == direction.count()
                && recurrent.dim(2) == (long) gates * recurrent.dim(1), name + " C3", "recurrent weights are (%d, H, %d H), got %s",
                direction.count(), gates, recurrent);
            require(name + " C4", "weights", weights, Shape.of(direction.count(), in.shape().last(), gates * hidden()));
            bias.ifPresent(b -> require(name + " C5", "bias", b, Shape.of(direction.count(), 2 * gates * hidden())));
        }

        private static void require(String constraint, String what, Value value, Shape expected) {
            IllTyped.unless(value.type().shape().equals(expected), constraint, "%s of %s, got %s", what, expected, value.type());
        }

        /** Checks C6: a state from which the recurrence starts, 0 if absent. */
        void checkInitial(String name, Optional<Value> initial) {
            initial.ifPresent(value -> require(name + " C6", "initial state", value, state()));
        }

        private Shape state() {
            return Shape.of(input.type().dim(0), direction.count(), hidden());
        }

        /** The type of all states (N, L, D, H), or of the last (N, D, H). */
        TensorType result(boolean all) {
            Shape state = state();
            return input.type().withShape(all
                ? new Shape(List.of(state.dim(0), input.type().dim(1), state.dim(1), state.dim(2))) : state);
        }
    }
}
