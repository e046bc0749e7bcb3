package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recurrent operators: two positions by hand, and last states by slices of all. */
class RecurrenceMeaningTest {
    private static final float TOLERANCE = 1e-6f;
    private static final float LN3 = (float) Math.log(3);
    private final Scratch scratch = new Scratch();

    /** Biases of ln 3 make gates of 3/4; without recurrent weights the candidate is tanh(x). */
    @Test
    void gruGatesByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 1), 0.5f, -1);
        Value weights = scratch.value(TensorType.f32(1, 1, 3), 0, 0, 1);
        Value zeros = scratch.filled(0, 1, 1, 3);
        Value bias = scratch.value(TensorType.f32(1, 6), LN3, 0, 0, 0, 0, 0);
        Gru op = new Gru(input, weights, zeros, Optional.of(bias), Optional.empty(), Recurrence.Direction.FORWARD, false, Gru.Result.STATES);
        float first = (float) Math.tanh(0.5) / 4;
        assertEquals(TensorType.f32(1, 2, 1, 1), op.type());
        assertArrayEquals(new float[] {first, (float) Math.tanh(-1) / 4 + 0.75f * first}, scratch.floats(op), TOLERANCE);
    }

    /** With r = 3/4, h = 2, R = 1/2 and a recurrent bias of 0.3: tanh(3/4 2 / 2 + 0.3), or tanh(3/4 (2 / 2 + 0.3)). */
    @Test
    void theResetGateActsBeforeOrAfterTheProduct() {
        Value input = scratch.value(TensorType.f32(1, 1, 1), 7);
        Value weights = scratch.filled(0, 1, 1, 3);
        Value recurrent = scratch.value(TensorType.f32(1, 1, 3), 0, 0, 0.5f);
        Value bias = scratch.value(TensorType.f32(1, 6), 0, LN3, 0, 0, 0, 0.3f);
        Optional<Value> initial = Optional.of(scratch.filled(2, 1, 1, 1));
        Gru before = new Gru(input, weights, recurrent, Optional.of(bias), initial, Recurrence.Direction.FORWARD, false,
            Gru.Result.LAST_STATE);
        assertEquals(TensorType.f32(1, 1, 1), before.type());
        assertArrayEquals(new float[] {(float) Math.tanh(1.05) / 2 + 1}, scratch.floats(before), TOLERANCE);
        Gru after = new Gru(input, weights, recurrent, Optional.of(bias), initial, Recurrence.Direction.FORWARD, true,
            Gru.Result.LAST_STATE);
        assertArrayEquals(new float[] {(float) Math.tanh(0.975) / 2 + 1}, scratch.floats(after), TOLERANCE);
    }

    /** i = 3/4, o = 1/2, f = 1/4, g = tanh(x) and a cell of 8: 8 / 4 + 3/4 tanh(x). */
    @Test
    void lstmGatesByHand() {
        Value input = scratch.value(TensorType.f32(1, 1, 1), 0.5f);
        Value weights = scratch.value(TensorType.f32(1, 1, 4), 0, 0, 0, 1);
        Value zeros = scratch.filled(0, 1, 1, 4);
        Value bias = scratch.value(TensorType.f32(1, 8), LN3, 0, 0, 0, 0, 0, -LN3, 0);
        double cell = 2 + 0.75 * Math.tanh(0.5);
        for (Lstm.Result result : Lstm.Result.values()) {
            Lstm op = new Lstm(input, weights, zeros, Optional.of(bias), Optional.empty(), Optional.of(scratch.filled(8, 1, 1, 1)),
                Recurrence.Direction.FORWARD, result);
            double expected = result == Lstm.Result.LAST_CELL ? cell : Math.tanh(cell) / 2;
            assertArrayEquals(new float[] {(float) expected}, scratch.floats(op), TOLERANCE, result.toString());
        }
    }

    /** Forward ends at the last position, reverse at the first. */
    @ParameterizedTest
    @EnumSource(Recurrence.Direction.class)
    void theLastStateIsOneOfAllStates(Recurrence.Direction direction) {
        int d = direction.count();
        Value input = scratch.random(2, 4, 3);
        Value weights = scratch.random(d, 3, 6);
        Value recurrent = scratch.random(d, 2, 6);
        Value all = scratch.then(new Gru(input, weights, recurrent, Optional.empty(), Optional.empty(), direction, true,
            Gru.Result.STATES));
        float[] last = scratch.floats(new Gru(input, weights, recurrent, Optional.empty(), Optional.empty(), direction, true,
            Gru.Result.LAST_STATE));
        for (int n = 0; n < 2; n++) {
            for (int k = 0; k < d; k++) {
                int position = direction == Recurrence.Direction.REVERSE || k == 1 ? 0 : 3;
                float[] expected = scratch.floats(new Slice(all, List.of(n, position, k, 0), List.of(n + 1, position + 1, k + 1, 2),
                    List.of(1, 1, 1, 1)));
                int at = (n * d + k) * 2;
                assertArrayEquals(expected, new float[] {last[at], last[at + 1]}, 0);
            }
        }
    }
}
