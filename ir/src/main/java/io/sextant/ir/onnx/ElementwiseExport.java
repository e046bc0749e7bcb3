package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Element-wise operators keep the layout of their operands. */
final class ElementwiseExport {
    private ElementwiseExport() {
    }

    static void unary(ExportGraph graph, Value result, Unary op) {
        Layout layout = graph.layoutOf(op.input());
        String x = graph.operand(op.input(), layout, "input");
        DType dtype = op.type().dtype();
        switch (op.kind()) {
            case RELU6 -> graph.result(result, layout, "Clip", List.of(x, graph.scalar("zero", 0, dtype), graph.scalar("six", 6, dtype)));
            case SILU -> graph.result(result, layout, "Mul", List.of(x, graph.step("Sigmoid", "sigmoid", List.of(x))));
            case HARD_SIGMOID -> {
                graph.result(result, layout, "HardSigmoid", List.of(x), Attribute.decimal("alpha", 1f / 6),
                    Attribute.decimal("beta", 0.5f));
                graph.markByItself();
            }
            case GELU -> gelu(graph, result, layout, x);
            case SIGMOID, ERF -> {
                graph.result(result, layout, oneNode(op.kind()), List.of(x));
                graph.markByItself();
            }
            case RELU, HARD_SWISH, TANH, NEG, ABS, EXP, LOG, SQRT, RECIPROCAL, SOFTPLUS, FLOOR, CEIL, ROUND, SIGN, SIN, COS, NOT ->
                graph.result(result, layout, oneNode(op.kind()), List.of(x));
        }
    }

    /** ONNX writes {@code HARD_SWISH} as {@code HardSwish}. */
    private static String oneNode(Enum<?> kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    static void clamp(ExportGraph graph, Value result, Clamp op) {
        Layout layout = graph.layoutOf(op.input());
        graph.result(result, layout, "Clip", List.of(graph.operand(op.input(), layout, "input"), bound(graph, op, "low", op.low()),
            bound(graph, op, "high", op.high())));
        if (op.low() == 0) {
            graph.markByItself();
        }
    }

    private static String bound(ExportGraph graph, Clamp op, String role, float value) {
        return graph.initializer(role, () -> Tensor.filled(op.type().withShape(Shape.of()), value));
    }

    static void leakyRelu(ExportGraph graph, Value result, LeakyRelu op) {
        Layout layout = graph.layoutOf(op.input());
        graph.result(result, layout, "LeakyRelu", List.of(graph.operand(op.input(), layout, "input")),
            Attribute.decimal("alpha", op.slope()));
    }

    static void elu(ExportGraph graph, Value result, Elu op) {
        Layout layout = graph.layoutOf(op.input());
        graph.result(result, layout, "Elu", List.of(graph.operand(op.input(), layout, "input")), Attribute.decimal("alpha", op.alpha()));
    }

    /** x (1 + erf(x / sqrt 2)) / 2, in the order of PyTorch's exporter, which runtimes recognise and fuse. */
    private static void gelu(ExportGraph graph, Value result, Layout layout, String x) {
        DType dtype = result.type().dtype();
        String scaled = graph.step("Div", "scaled", List.of(x, graph.scalar("sqrt_two", (float) Math.sqrt(2), dtype)));
        String erf = graph.step("Erf", "erf", List.of(scaled));
        String gate = graph.step("Add", "gate", List.of(erf, graph.scalar("one", 1, dtype)));
        String doubled = graph.step("Mul", "doubled", List.of(x, gate));
        graph.result(result, layout, "Mul", List.of(doubled, graph.scalar("half", 0.5f, dtype)));
    }

    static void binary(ExportGraph graph, Value result, Binary op) {
        if (op.kind() == Binary.Kind.MOD) {
            broadcast(graph, result, op, "Mod", Attribute.integer("fmod", op.type().dtype().isFloating() ? 1 : 0));
        } else {
            broadcast(graph, result, op, oneNode(op.kind()));
        }
    }

    static void compare(ExportGraph graph, Value result, Compare op) {
        broadcast(graph, result, op, switch (op.kind()) {
            case EQUAL -> "Equal";
            case LESS -> "Less";
            case LESS_OR_EQUAL -> "LessOrEqual";
            case GREATER -> "Greater";
            case GREATER_OR_EQUAL -> "GreaterOrEqual";
        });
    }

    static void logical(ExportGraph graph, Value result, Logical op) {
        broadcast(graph, result, op, oneNode(op.kind()));
    }

    static void select(ExportGraph graph, Value result, Select op) {
        broadcast(graph, result, op, "Where");
    }

    /** A node over all operands, in the one layout in which they meet. */
    private static void broadcast(ExportGraph graph, Value result, Op op, String opType, AttributeProto... attributes) {
        Layout layout = meeting(graph, op, result.type().rank());
        List<OpSchema.Part> parts = OpSchema.of(op.getClass()).parts();
        List<String> inputs = new ArrayList<>();
        for (Value operand : op.operands()) {
            inputs.add(operand(graph, operand, layout, parts.get(inputs.size()).name()));
        }
        graph.result(result, layout, opType, inputs, attributes);
    }

    /** The layout of the result: only operands of its rank and constants follow another than the identity. */
    private static Layout meeting(ExportGraph graph, Op op, int rank) {
        List<Value> activations = op.operands().stream().filter(value -> !graph.isConstant(value)).toList();
        if (activations.isEmpty() || activations.stream().anyMatch(value -> value.type().rank() < rank)) {
            return Layout.identity(rank);
        }
        return Layout.common(activations.stream().map(graph::layoutOf).toList());
    }

    private static String operand(ExportGraph graph, Value value, Layout layout, String role) {
        return graph.isConstant(value) ? graph.broadcastConstant(value, layout, role)
            : graph.operand(value, value.type().rank() == layout.rank() ? layout : Layout.identity(value.type().rank()), role);
    }
}
