package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Arithmetic, comparison and logic with broadcasting, and GELU spelled out in arithmetic. */
final class ArithmeticImport {
    private ArithmeticImport() {
    }

    /** Makes an operator of two operands. */
    @FunctionalInterface
    private interface Maker {
        Op of(Value left, Value right);
    }

    static void register(Map<String, NodeImport> handlers) {
        binary(handlers, "Add", Binary.Kind.ADD);
        binary(handlers, "Sub", Binary.Kind.SUB);
        binary(handlers, "Mul", Binary.Kind.MUL);
        binary(handlers, "Pow", Binary.Kind.POW);
        handlers.put("Div", (node, graph) -> {
            if (!gelu(node, graph)) {
                two(node, graph, (a, b) -> new Binary(a, b, Binary.Kind.DIV));
            }
        });
        handlers.put("Mod", ArithmeticImport::remainder);
        handlers.put("Min", (node, graph) -> many(node, graph, Binary.Kind.MIN, false));
        handlers.put("Max", (node, graph) -> many(node, graph, Binary.Kind.MAX, false));
        handlers.put("Sum", (node, graph) -> many(node, graph, Binary.Kind.ADD, false));
        handlers.put("Mean", (node, graph) -> many(node, graph, Binary.Kind.ADD, true));
        compare(handlers, "Equal", Compare.Kind.EQUAL);
        compare(handlers, "Less", Compare.Kind.LESS);
        compare(handlers, "LessOrEqual", Compare.Kind.LESS_OR_EQUAL);
        compare(handlers, "Greater", Compare.Kind.GREATER);
        compare(handlers, "GreaterOrEqual", Compare.Kind.GREATER_OR_EQUAL);
        handlers.put("And", (node, graph) -> two(node, graph, (a, b) -> new Logical(a, b, Logical.Kind.AND)));
        handlers.put("Or", (node, graph) -> two(node, graph, (a, b) -> new Logical(a, b, Logical.Kind.OR)));
        handlers.put("Xor", (node, graph) -> two(node, graph, (a, b) -> new Logical(a, b, Logical.Kind.XOR)));
        handlers.put("Where", ArithmeticImport::where);
    }

    private static void binary(Map<String, NodeImport> handlers, String operator, Binary.Kind kind) {
        handlers.put(operator, (node, graph) -> two(node, graph, (a, b) -> new Binary(a, b, kind)));
    }

    private static void compare(Map<String, NodeImport> handlers, String operator, Compare.Kind kind) {
        handlers.put(operator, (node, graph) -> two(node, graph, (a, b) -> new Compare(a, b, kind)));
    }

    private static void two(ImportNode node, GraphImport graph, Maker maker) {
        Meeting meeting = Meeting.of(graph, List.of(node.input(0), node.input(1)));
        graph.bind(node, maker.of(meeting.operand(node.input(0)), meeting.operand(node.input(1))), meeting.layout());
    }

    /** {@code fmod} says whose sign the result has: that of the dividend, which only floating types follow here, or of the divisor. */
    private static void remainder(ImportNode node, GraphImport graph) {
        boolean ofDividend = node.integer("fmod", 0) != 0;
        if (graph.symbol(node.input(0)).type().dtype().isFloating() != ofDividend) {
            throw new InvalidInput("fmod is 1 for floating and 0 for integer types, got the other");
        }
        two(node, graph, (a, b) -> new Binary(a, b, Binary.Kind.MOD));
    }

    private static void many(ImportNode node, GraphImport graph, Binary.Kind kind, boolean mean) {
        List<String> names = node.inputs();
        if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
            throw new InvalidInput("takes at least one input");
        }
        if (names.size() == 1) {
            graph.alias(node, graph.symbol(names.get(0)));
            return;
        }
        Meeting meeting = Meeting.of(graph, names);
        BinaryOperator<Value> join = (a, b) -> graph.emit(new Binary(a, b, kind));
        Value joined = names.stream().map(meeting::operand).reduce(join).orElseThrow();
        Value result = mean ? new Formula(graph).mul(joined, 1f / names.size()) : joined;
        graph.define(node.output(), result, meeting.layout());
    }

    private static void where(ImportNode node, GraphImport graph) {
        Meeting meeting = Meeting.of(graph, List.of(node.input(0), node.input(1), node.input(2)));
        graph.bind(node, new Select(meeting.operand(node.input(0)), meeting.operand(node.input(1)), meeting.operand(node.input(2))),
            meeting.layout());
    }

    /** Matches ((erf(x / sqrt 2) + 1) x) / 2 from its first node on; its nodes are then read as one. */
    private static boolean gelu(ImportNode div, GraphImport graph) {
        String x = div.input(0);
        if (!isScalar(graph, div.input(1), (float) Math.sqrt(2))) {
            return false;
        }
        Optional<ImportNode> gate = graph.soleConsumer(div.output()).filter(node -> node.is("Erf"))
            .flatMap(erf -> next(graph, erf, "Add")).filter(node -> hasScalar(graph, node, 1));
        Optional<ImportNode> half = gate.flatMap(node -> halved(graph, node, x));
        if (half.isEmpty()) {
            return false;
        }
        graph.claim(graph.soleConsumer(div.output()).orElseThrow());
        graph.claim(gate.get());
        graph.claim(graph.soleConsumer(gate.get().output()).orElseThrow());
        graph.claim(half.get());
        ActivationImport.bind(div, half.get(), graph, Unary.Kind.GELU);
        return true;
    }

    /** The last of the two products that follow the gate: by x and by 1/2. */
    private static Optional<ImportNode> halved(GraphImport graph, ImportNode gate, String x) {
        return next(graph, gate, "Mul").filter(node -> node.inputs().contains(x)).flatMap(node -> next(graph, node, "Mul"))
            .filter(node -> hasScalar(graph, node, 0.5f));
    }

    private static Optional<ImportNode> next(GraphImport graph, ImportNode node, String operator) {
        return graph.soleConsumer(node.output()).filter(user -> user.is(operator) && user.inputs().size() == 2);
    }

    private static boolean hasScalar(GraphImport graph, ImportNode node, float expected) {
        return node.inputs().stream().anyMatch(name -> isScalar(graph, name, expected));
    }

    private static boolean isScalar(GraphImport graph, String name, float expected) {
        if (!graph.isLiteral(name)) {
            return false;
        }
        TensorType type = graph.symbol(name).type();
        return type.elements() == 1 && type.rank() <= 1 && type.dtype() == DType.F32
            && ActivationImport.near(graph.decimal(name, "a constant"), expected);
    }
}
