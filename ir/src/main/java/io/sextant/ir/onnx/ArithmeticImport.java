package io.sextant.ir.onnx;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arithmetic with broadcasting, and GELU spelled out in it. */
final class ArithmeticImport {
    private ArithmeticImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Add", (node, graph) -> binary(node, graph, Binary.Kind.ADD));
        handlers.put("Sub", (node, graph) -> binary(node, graph, Binary.Kind.SUB));
        handlers.put("Mul", (node, graph) -> binary(node, graph, Binary.Kind.MUL));
        handlers.put("Div", (node, graph) -> {
            if (!gelu(node, graph)) {
                binary(node, graph, Binary.Kind.DIV);
            }
        });
    }

    private static void binary(ImportNode node, GraphImport graph, Binary.Kind kind) {
        String left = node.input(0);
        String right = node.input(1);
        Layout layout = meeting(graph, List.of(left, right));
        graph.bind(node, new Binary(operand(graph, left, layout), operand(graph, right, layout), kind), layout);
    }

    /** As in export: only operands of the result's rank and constants follow another layout than the identity. */
    private static Layout meeting(GraphImport graph, List<String> operands) {
        int rank = operands.stream().mapToInt(graph::rank).max().orElseThrow();
        List<String> activations = operands.stream().filter(name -> !graph.isLiteral(name)).toList();
        if (activations.isEmpty() || activations.stream().anyMatch(name -> graph.rank(name) < rank)) {
            return Layout.identity(rank);
        }
        return Layout.common(activations.stream().map(graph::layoutOf).toList());
    }

    private static Value operand(GraphImport graph, String name, Layout layout) {
        if (graph.isLiteral(name)) {
            return graph.broadcastConstant(name, layout);
        }
        return graph.rank(name) == layout.rank() ? graph.value(name, layout) : graph.value(name);
    }

    /** Matches ((erf(x / sqrt 2) + 1) x) / 2 from its first node on; its nodes are then read as one. */
    private static boolean gelu(ImportNode div, GraphImport graph) {
        String x = div.input(0);
        if (!isScalar(graph, div.input(1), (float) Math.sqrt(2))) {
            return false;
        }
        Optional<ImportNode> erf = graph.soleConsumer(div.output()).filter(node -> node.is("Erf"));
        Optional<ImportNode> gate = erf.flatMap(node -> next(graph, node, "Add")).filter(node -> hasScalar(graph, node, 1));
        Optional<ImportNode> product = gate.flatMap(node -> next(graph, node, "Mul")).filter(node -> node.inputs().contains(x));
        Optional<ImportNode> half = product.flatMap(node -> next(graph, node, "Mul"))
            .filter(node -> hasScalar(graph, node, 0.5f));
        if (half.isEmpty()) {
            return false;
        }
        List.of(erf.get(), gate.get(), product.get(), half.get()).forEach(graph::claim);
        ActivationImport.bind(div, half.get(), graph, Unary.Kind.GELU);
        return true;
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
