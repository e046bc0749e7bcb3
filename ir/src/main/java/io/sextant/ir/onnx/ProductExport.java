package io.sextant.ir.onnx;

import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;

/** Operators over the last dimension, which is the last in ONNX as well. */
final class ProductExport {
    private ProductExport() {
    }

    /** Gemm at rank 2, MatMul and Add above. */
    static void dense(ExportGraph graph, Value result, Dense op) {
        Layout identity = Layout.identity(result.type().rank());
        List<String> inputs = new ArrayList<>();
        inputs.add(graph.operand(op.input(), "input"));
        inputs.add(graph.operand(op.weights(), "weights"));
        if (result.type().rank() == 2) {
            op.bias().ifPresent(bias -> inputs.add(graph.operand(bias, "bias")));
            graph.result(result, identity, "Gemm", inputs);
        } else if (op.bias().isEmpty()) {
            graph.result(result, identity, "MatMul", inputs);
            graph.markByItself();
        } else {
            String product = graph.step("MatMul", "product", inputs);
            graph.result(result, identity, "Add", List.of(product, graph.operand(op.bias().get(), "bias")));
        }
    }

    static void matMul(ExportGraph graph, Value result, MatMul op) {
        graph.result(result, Layout.identity(result.type().rank()), "MatMul",
            List.of(graph.operand(op.left(), "left"), graph.operand(op.right(), "right")));
        if (op.right().type().rank() == 2) {
            graph.markByItself();
        }
    }

    static void layerNorm(ExportGraph graph, Value result, LayerNorm op) {
        List<String> inputs = List.of(graph.operand(op.input(), "input"), graph.operand(op.scale(), "scale"),
            graph.operand(op.shift(), "shift"));
        graph.result(result, Layout.identity(result.type().rank()), "LayerNormalization", inputs, Attribute.integer("axis", -1),
            Attribute.decimal("epsilon", op.epsilon()));
    }
}
