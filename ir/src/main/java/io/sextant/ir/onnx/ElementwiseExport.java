package io.sextant.ir.onnx;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;

/** Element-wise operators keep the layout of their operands. */
final class ElementwiseExport {
    private ElementwiseExport() {
    }

    static void unary(ExportGraph graph, Value result, Unary op) {
        Layout layout = graph.layoutOf(op.input());
        String x = graph.operand(op.input(), layout, "input");
        switch (op.kind()) {
            case RELU -> graph.result(result, layout, "Relu", List.of(x));
            case RELU6 -> graph.result(result, layout, "Clip", List.of(x, graph.scalar("zero", 0), graph.scalar("six", 6)));
            case SIGMOID -> {
                graph.result(result, layout, "Sigmoid", List.of(x));
                graph.markByItself();
            }
            case SILU -> graph.result(result, layout, "Mul", List.of(x, graph.step("Sigmoid", "sigmoid", List.of(x))));
            case HARD_SIGMOID -> {
                graph.result(result, layout, "HardSigmoid", List.of(x), Attribute.decimal("alpha", 1f / 6),
                    Attribute.decimal("beta", 0.5f));
                graph.markByItself();
            }
            case HARD_SWISH -> graph.result(result, layout, "HardSwish", List.of(x));
            case TANH -> graph.result(result, layout, "Tanh", List.of(x));
            case GELU -> gelu(graph, result, layout, x);
        }
    }

    /** x (1 + erf(x / sqrt 2)) / 2, in the order of PyTorch's exporter, which runtimes recognise and fuse. */
    private static void gelu(ExportGraph graph, Value result, Layout layout, String x) {
        String scaled = graph.step("Div", "scaled", List.of(x, graph.scalar("sqrt_two", (float) Math.sqrt(2))));
        String erf = graph.step("Erf", "erf", List.of(scaled));
        String gate = graph.step("Add", "gate", List.of(erf, graph.scalar("one", 1)));
        String doubled = graph.step("Mul", "doubled", List.of(x, gate));
        graph.result(result, layout, "Mul", List.of(doubled, graph.scalar("half", 0.5f)));
    }

    static void binary(ExportGraph graph, Value result, Binary op) {
        String opType = switch (op.kind()) {
            case ADD -> "Add";
            case SUB -> "Sub";
            case MUL -> "Mul";
            case DIV -> "Div";
        };
        Layout layout = meeting(graph, op, result.type().rank());
        String left = operand(graph, op.left(), layout, "left");
        String right = operand(graph, op.right(), layout, "right");
        graph.result(result, layout, opType, List.of(left, right));
    }

    /** The layout of the result: only operands of its rank and constants follow another than the identity. */
    private static Layout meeting(ExportGraph graph, Binary op, int rank) {
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
