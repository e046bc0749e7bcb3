package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Pad: a constant border has an operator, one made of the tensor's own elements is gathered, negative amounts are cut off. */
final class PadImport {
    private static final long LARGEST = 1 << 28;

    private PadImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Pad", PadImport::pad);
    }

    private static void pad(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        List<Long> pads = graph.integers(node.input(1), "pads");
        List<Integer> axes = node.optional(3).map(name -> Axes.distinct(graph.integers(name, "axes"), layout.rank()))
            .orElse(Layout.identity(layout.rank()).axes());
        if (pads.size() != 2 * axes.size() || pads.stream().anyMatch(pad -> Math.abs(pad) > LARGEST || pad == Long.MIN_VALUE)) {
            throw new InvalidInput("pads have " + 2 * axes.size() + " entries, each at most 2^28, got " + pads);
        }
        List<Integer> before = new ArrayList<>(Collections.nCopies(layout.rank(), 0));
        List<Integer> after = new ArrayList<>(before);
        for (int i = 0; i < axes.size(); i++) {
            before.set(axes.get(i), pads.get(i).intValue());
            after.set(axes.get(i), pads.get(i + axes.size()).intValue());
        }
        String mode = node.text("mode", "constant");
        Value value = graph.value(input, layout);
        float border = mode.equals("constant") ? node.optional(2).map(name -> graph.decimal(name, "constant_value")).orElse(0f) : 0;
        graph.define(node.output(), padded(graph, value, mode, layout.toIr(before), layout.toIr(after), border), layout);
    }

    private static Value padded(GraphImport graph, Value value, String mode, List<Integer> before, List<Integer> after, float border) {
        Value inner = cut(graph, value, before, after);
        List<Integer> added = before.stream().map(amount -> Math.max(0, amount)).toList();
        List<Integer> behind = after.stream().map(amount -> Math.max(0, amount)).toList();
        if (mode.equals("constant")) {
            return graph.emit(new Pad(inner, added, behind, border));
        }
        for (int axis = 0; axis < added.size(); axis++) {
            if (added.get(axis) + behind.get(axis) > 0) {
                int[] indices = indices(graph, mode, inner.type().dim(axis), added.get(axis), behind.get(axis));
                inner = IndexImport.gathered(graph, inner, axis, indices);
            }
        }
        return inner;
    }

    /** The tensor without what negative amounts take away. */
    private static Value cut(GraphImport graph, Value value, List<Integer> before, List<Integer> after) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int axis = 0; axis < before.size(); axis++) {
            starts.add(Math.max(0, -before.get(axis)));
            ends.add(value.type().dim(axis) + Math.min(0, after.get(axis)));
        }
        return RegionImport.sliced(graph, value, starts, ends, Collections.nCopies(starts.size(), 1));
    }

    private static int[] indices(GraphImport graph, String mode, int extent, int before, int after) {
        if (mode.equals("reflect") && Math.max(before, after) >= extent) {
            throw new InvalidInput("a reflected border is smaller than the extent of " + extent + ", got " + before + " and " + after);
        }
        if ((long) before + extent + after > LARGEST) {
            throw new InvalidInput("a border of " + before + " and " + after + " is too large");
        }
        graph.constants().budget().take(new TensorType(DType.I32, Shape.of(before + extent + after)));
        int[] indices = new int[before + extent + after];
        for (int i = 0; i < indices.length; i++) {
            int position = i - before;
            indices[i] = switch (mode) {
                case "edge" -> Math.max(0, Math.min(extent - 1, position));
                case "wrap" -> Math.floorMod(position, extent);
                case "reflect" -> position < 0 ? -position : position >= extent ? 2 * (extent - 1) - position : position;
                default -> throw new InvalidInput("mode is constant, reflect, edge or wrap, got " + Quoted.text(mode));
            };
        }
        return indices;
    }
}
