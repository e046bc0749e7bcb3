package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recurrent operators, which in ONNX are time first, with weights that have their gates before their inputs. */
final class RecurrenceExport {
    /** (N, L, C) held as (L, N, C), and a state (N, D, H) as (D, N, H). */
    static final Layout TIME_FIRST = new Layout(List.of(1, 0, 2));
    /** (D, inputs, gates) held as (D, gates, inputs). */
    static final Layout WEIGHTS = new Layout(List.of(0, 2, 1));
    /** States (N, L, D, H) held as (L, D, N, H). */
    static final Layout STATES = new Layout(List.of(1, 2, 0, 3));

    private RecurrenceExport() {
    }

    static void gru(ExportGraph graph, Value result, Gru op) {
        List<String> inputs = inputs(graph, op, op.bias());
        inputs.add(state(graph, op.initial(), "initial"));
        graph.resultAt(op.result().ordinal(), result, op.result() == Gru.Result.STATES ? STATES : TIME_FIRST, "GRU", given(inputs),
            direction(op.direction()), Attribute.integer("hidden_size", op.hidden()),
            Attribute.integer("linear_before_reset", op.linearBeforeReset() ? 1 : 0));
    }

    static void lstm(ExportGraph graph, Value result, Lstm op) {
        List<String> inputs = inputs(graph, op, op.bias());
        inputs.add(state(graph, op.initial(), "initial"));
        inputs.add(state(graph, op.initialCell(), "initial_cell"));
        graph.resultAt(op.result().ordinal(), result, op.result() == Lstm.Result.STATES ? STATES : TIME_FIRST, "LSTM", given(inputs),
            direction(op.direction()), Attribute.integer("hidden_size", op.hidden()));
    }

    /** Input, weights, recurrent weights, bias and the lengths of sequences, which are all full. */
    private static List<String> inputs(ExportGraph graph, Op op, Optional<Value> bias) {
        List<Value> operands = op.operands();
        return new ArrayList<>(List.of(graph.operand(operands.get(0), TIME_FIRST, "input"),
            graph.operand(operands.get(1), WEIGHTS, "weights"), graph.operand(operands.get(2), WEIGHTS, "recurrent_weights"),
            bias.map(value -> graph.operand(value, "bias")).orElse(""), ""));
    }

    private static String state(ExportGraph graph, Optional<Value> state, String role) {
        return state.map(value -> graph.operand(value, TIME_FIRST, role)).orElse("");
    }

    /** Without the absent operands at the end. */
    private static List<String> given(List<String> inputs) {
        int count = inputs.size();
        while (inputs.get(count - 1).isEmpty()) {
            count--;
        }
        return inputs.subList(0, count);
    }

    private static AttributeProto direction(Recurrence.Direction direction) {
        return Attribute.text("direction", direction.name().toLowerCase(Locale.ROOT));
    }
}
