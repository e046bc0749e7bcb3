package io.sextant.ir.onnx;

import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Operators that move or take regions: their axes follow the layout, except where the order of elements matters. */
final class RegionExport {
    private RegionExport() {
    }

    static void softmax(ExportGraph graph, Value result, Softmax op) {
        Layout layout = graph.layoutOf(op.input());
        graph.result(result, layout, "Softmax", List.of(graph.operand(op.input(), layout, "input")),
            Attribute.integer("axis", layout.onnxAxis(op.axis())));
    }

    static void concat(ExportGraph graph, Value result, Concat op) {
        List<Layout> layouts = op.inputs().stream().filter(value -> !graph.isConstant(value)).map(graph::layoutOf).toList();
        Layout layout = layouts.isEmpty() ? Layout.identity(result.type().rank()) : Layout.common(layouts);
        List<String> inputs = new ArrayList<>();
        op.inputs().forEach(value -> inputs.add(graph.operand(value, layout, "part")));
        graph.result(result, layout, "Concat", inputs, Attribute.integer("axis", layout.onnxAxis(op.axis())));
    }

    static void pad(ExportGraph graph, Value result, Pad op) {
        Layout layout = graph.layoutOf(op.input());
        List<Integer> pads = new ArrayList<>(layout.toOnnx(op.before()));
        pads.addAll(layout.toOnnx(op.after()));
        List<String> inputs = List.of(graph.operand(op.input(), layout, "input"),
            graph.integers("pads", pads),
            graph.initializer("border", () -> border(op)));
        graph.result(result, layout, "Pad", inputs, Attribute.text("mode", "constant"));
    }

    private static Tensor border(Pad op) {
        TensorType type = op.type().withShape(Shape.of());
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.of(type, op.value());
            case INTS -> Tensor.ofInts(type, (int) op.value());
            case LONGS -> Tensor.ofLongs(type, (long) op.value());
        };
    }

    static void slice(ExportGraph graph, Value result, Slice op) {
        Layout layout = graph.layoutOf(op.input());
        List<String> inputs = List.of(graph.operand(op.input(), layout, "input"),
            graph.integers("starts", layout.toOnnx(op.starts())),
            graph.integers("ends", layout.toOnnx(op.ends())),
            graph.integers("axes", Layout.identity(layout.rank()).axes()),
            graph.integers("steps", layout.toOnnx(op.steps())));
        graph.result(result, layout, "Slice", inputs);
    }

    /** Elements are taken in IR order; a layout that moves extents of 1 only has them in that order already. */
    static void reshape(ExportGraph graph, Value result, Reshape op) {
        Layout held = graph.layoutOf(op.input());
        Layout layout = held.keepsOrder(op.input().type().shape()) ? held : Layout.identity(held.rank());
        List<String> inputs = List.of(graph.operand(op.input(), layout, "input"),
            graph.integers("shape", op.shape()));
        graph.result(result, Layout.identity(op.shape().size()), "Reshape", inputs);
    }

    /** From whatever layout the operand is in; where that holds the transposed elements already, an Identity marks the place. */
    static void transpose(ExportGraph graph, Value result, Transpose op) {
        Layout held = graph.layoutOf(op.input());
        List<Integer> permutation = held.permutationTo(new Layout(op.permutation()));
        List<String> inputs = List.of(graph.operand(op.input(), held, "input"));
        Layout identity = Layout.identity(held.rank());
        if (new Layout(permutation).isIdentity()) {
            graph.result(result, identity, "Identity", inputs);
        } else {
            graph.result(result, identity, "Transpose", inputs, Attribute.integers("perm", permutation));
        }
        graph.markByItself();
    }
}
