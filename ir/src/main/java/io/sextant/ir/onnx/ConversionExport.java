package io.sextant.ir.onnx;

import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Value;
import java.util.List;

/**
 * Operators that change the element type alone. They keep the layout of their operand; a constant is written in the layout in which the
 * result is wanted, so that quantised filters need no transpose, and runtimes find the pattern they look for.
 */
final class ConversionExport {
    private ConversionExport() {
    }

    /** Whether the operator changes no more than the element type of its first operand. */
    static boolean is(Op op) {
        return op instanceof Cast || op instanceof Quantize || op instanceof Dequantize;
    }

    static void cast(ExportGraph graph, Value result, Cast op) {
        Layout layout = layout(graph, result, op.input());
        graph.result(result, layout, "Cast", List.of(graph.operand(op.input(), layout, "input")),
            Attribute.integer("to", TensorWriter.elementType(op.dtype())));
    }

    static void quantize(ExportGraph graph, Value result, Quantize op) {
        Layout layout = layout(graph, result, op.input());
        List<String> inputs = List.of(graph.operand(op.input(), layout, "input"), graph.operand(op.scale(), "scale"),
            graph.operand(op.zeroPoint(), "zero_point"));
        scaled(graph, result, layout, "QuantizeLinear", inputs, op.scale(), op.axis());
    }

    static void dequantize(ExportGraph graph, Value result, Dequantize op) {
        Layout layout = layout(graph, result, op.input());
        List<String> inputs = List.of(graph.operand(op.input(), layout, "input"), graph.operand(op.scale(), "scale"),
            graph.operand(op.zeroPoint(), "zero_point"));
        scaled(graph, result, layout, "DequantizeLinear", inputs, op.scale(), op.axis());
    }

    private static void scaled(ExportGraph graph, Value result, Layout layout, String opType, List<String> inputs, Value scale, int axis) {
        if (scale.type().rank() == 0) {
            graph.result(result, layout, opType, inputs);
        } else {
            graph.result(result, layout, opType, inputs, Attribute.integer("axis", layout.onnxAxis(axis)));
        }
    }

    private static Layout layout(ExportGraph graph, Value result, Value input) {
        return graph.isConstant(input) ? graph.wanted(result).orElse(Layout.identity(result.type().rank())) : graph.layoutOf(input);
    }
}
