package io.sextant.ir.onnx;

import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Value;
import java.util.List;

/** Operators that take elements by index or repeat them. */
final class IndexExport {
    private IndexExport() {
    }

    /** Indices of one dimension or none keep the layout of the input, or what is left of it; others meet it in IR order. */
    static void gather(ExportGraph graph, Value result, Gather op) {
        int indexRank = op.indices().type().rank();
        Layout held = graph.layoutOf(op.input());
        Layout layout = indexRank <= 1 ? held : Layout.identity(held.rank());
        Layout given = switch (indexRank) {
            case 0 -> layout.without(List.of(op.axis()));
            case 1 -> layout;
            default -> Layout.identity(result.type().rank());
        };
        graph.result(result, given, "Gather", List.of(graph.operand(op.input(), layout, "input"), graph.operand(op.indices(), "indices")),
            Attribute.integer("axis", layout.onnxAxis(op.axis())));
    }

    /** A result of the operand's rank keeps its layout. */
    static void broadcast(ExportGraph graph, Value result, Broadcast op) {
        boolean sameRank = op.input().type().rank() == result.type().rank();
        Layout layout = sameRank ? graph.layoutOf(op.input()) : Layout.identity(result.type().rank());
        String input = sameRank ? graph.operand(op.input(), layout, "input") : graph.operand(op.input(), "input");
        graph.result(result, layout, "Expand", List.of(input, graph.integers("shape", layout.toOnnx(op.shape()))));
    }
}
