package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.op.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * GRU and LSTM, batch first in the IR: X (L, N, C) holds (N, L, C), W (D, gates H, C) holds (D, C, gates H), Y (L, D, N, H) holds
 * (N, L, D, H). Each result that is used has an operator of its own.
 */
final class RecurrentImport {
    private static final Layout SEQUENCE = new Layout(List.of(1, 0, 2));
    private static final Layout WEIGHTS = new Layout(List.of(0, 2, 1));
    private static final Layout STATES = new Layout(List.of(1, 2, 0, 3));

    private RecurrentImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("GRU", RecurrentImport::gru);
        handlers.put("LSTM", RecurrentImport::lstm);
    }

    /** Operands and attributes that both have. */
    private record Cell(Value input, Value weights, Value recurrent, Optional<Value> bias, Optional<Value> initial,
        Recurrence.Direction direction, boolean batchFirst) {

        static Cell read(ImportNode node, GraphImport graph, List<String> activations) {
            boolean batchFirst = node.integer("layout", 0) != 0;
            node.ignore("hidden_size");
            if (node.has("clip")) {
                throw new InvalidInput("clip is not supported");
            }
            Recurrence.Direction direction = directionOf(node);
            requireUsual(node, activations, direction);
            Value input = graph.value(node.input(0), batchFirst ? Layout.identity(3) : SEQUENCE);
            requireWhole(node, graph, input.type().dim(1));
            return new Cell(input, graph.value(node.input(1), WEIGHTS), graph.value(node.input(2), WEIGHTS),
                node.optional(3).map(graph::value), state(node, graph, 5, batchFirst), direction, batchFirst);
        }

        /** Binds the outputs that are used, the first to all states and the others to those after the last position. */
        void bind(ImportNode node, GraphImport graph, List<Function<Cell, Op>> results) {
            for (int i = 0; i < results.size() && i < node.outputs().size(); i++) {
                String output = node.outputs().get(i);
                if (graph.isUsed(output)) {
                    Layout layout = i == 0 ? STATES : SEQUENCE;
                    graph.define(output, graph.emit(results.get(i).apply(this)),
                        batchFirst ? Layout.identity(layout.rank()) : layout);
                }
            }
        }
    }

    private static Recurrence.Direction directionOf(ImportNode node) {
        String direction = node.text("direction", "forward");
        return switch (direction) {
            case "forward" -> Recurrence.Direction.FORWARD;
            case "reverse" -> Recurrence.Direction.REVERSE;
            case "bidirectional" -> Recurrence.Direction.BIDIRECTIONAL;
            default -> throw new InvalidInput("direction is forward, reverse or bidirectional, got " + Quoted.text(direction));
        };
    }

    private static void requireUsual(ImportNode node, List<String> usual, Recurrence.Direction direction) {
        node.ignore("activation_alpha", "activation_beta");
        List<String> given = node.texts("activations").orElse(List.of());
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).equalsIgnoreCase(usual.get(i % usual.size()))) {
                throw new InvalidInput("only the usual activations " + usual + " are supported, got "
                    + given.stream().map(Quoted::bare).toList());
            }
        }
        int expected = usual.size() * (direction == Recurrence.Direction.BIDIRECTIONAL ? 2 : 1);
        if (!given.isEmpty() && given.size() != expected) {
            throw new InvalidInput(expected + " activations are expected, got " + given.size());
        }
    }

    /** Sequences that are shorter than the tensor are not supported. */
    private static void requireWhole(ImportNode node, GraphImport graph, int length) {
        if (node.optional(4).isPresent() && graph.integers(node.input(4), "sequence_lens").stream().anyMatch(lens -> lens != length)) {
            throw new InvalidInput("sequence_lens are all " + length + ", the length of the input");
        }
    }

    private static Optional<Value> state(ImportNode node, GraphImport graph, int input, boolean batchFirst) {
        return node.optional(input).map(name -> graph.value(name, batchFirst ? Layout.identity(3) : SEQUENCE));
    }

    private static void gru(ImportNode node, GraphImport graph) {
        boolean linearBeforeReset = node.integer("linear_before_reset", 0) != 0;
        Cell cell = Cell.read(node, graph, List.of("Sigmoid", "Tanh"));
        cell.bind(node, graph, List.of(c -> gru(c, linearBeforeReset, Gru.Result.STATES), c -> gru(c, linearBeforeReset,
            Gru.Result.LAST_STATE)));
    }

    private static Op gru(Cell cell, boolean linearBeforeReset, Gru.Result result) {
        return new Gru(cell.input(), cell.weights(), cell.recurrent(), cell.bias(), cell.initial(), cell.direction(), linearBeforeReset,
            result);
    }

    private static void lstm(ImportNode node, GraphImport graph) {
        node.require("input_forget", 0);
        if (node.optional(7).isPresent()) {
            throw new InvalidInput("peepholes are not supported");
        }
        Cell cell = Cell.read(node, graph, List.of("Sigmoid", "Tanh", "Tanh"));
        Optional<Value> initialCell = state(node, graph, 6, cell.batchFirst());
        cell.bind(node, graph, List.of(c -> lstm(c, initialCell, Lstm.Result.STATES), c -> lstm(c, initialCell, Lstm.Result.LAST_STATE),
            c -> lstm(c, initialCell, Lstm.Result.LAST_CELL)));
    }

    private static Op lstm(Cell cell, Optional<Value> initialCell, Lstm.Result result) {
        return new Lstm(cell.input(), cell.weights(), cell.recurrent(), cell.bias(), cell.initial(), initialCell, cell.direction(), result);
    }
}
