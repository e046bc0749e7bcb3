package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators along axes; the axes are mapped through the layout that the operand is held in. */
final class RegionImport {
    private RegionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Softmax", RegionImport::softmax);
        handlers.put("Concat", RegionImport::concat);
        handlers.put("Pad", RegionImport::pad);
        handlers.put("Slice", RegionImport::slice);
    }

    private static void softmax(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        boolean flattens = node.opset() < 13;
        int axis = Axes.normalised(node.integer("axis", flattens ? 1 : -1), layout.rank(), "axis");
        if (flattens && axis != layout.rank() - 1) {
            throw new InvalidInput("before opset 13 only the last axis is supported, got " + axis + " of " + layout.rank());
        }
        graph.bind(node, new Softmax(graph.value(input, layout), layout.irAxis(axis)), layout);
    }

    private static void concat(ImportNode node, GraphImport graph) {
        if (node.inputs().isEmpty() || !node.has("axis")) {
            throw new InvalidInput("takes at least one input and the attribute 'axis'");
        }
        int rank = graph.rank(node.input(0));
        if (node.inputs().stream().anyMatch(name -> graph.rank(name) != rank)) {
            throw new InvalidInput("inputs have as many dimensions, got "
                + node.inputs().stream().map(name -> graph.symbol(name).onnxShape()).toList());
        }
        int axis = Axes.normalised(node.integer("axis", 0), rank, "axis");
        List<Layout> layouts = node.inputs().stream().filter(name -> !graph.isLiteral(name)).map(graph::layoutOf).toList();
        Layout layout = layouts.isEmpty() ? Layout.identity(rank) : Layout.common(layouts);
        List<Value> inputs = node.inputs().stream().map(name -> graph.value(name, layout)).toList();
        int irAxis = layout.irAxis(axis);
        if (inputs.stream().mapToLong(value -> value.type().dim(irAxis)).sum() > Integer.MAX_VALUE) {
            throw new InvalidInput("the result has more than 2^31-1 elements along the axis");
        }
        graph.bind(node, new Concat(inputs, irAxis), layout);
    }

    private static void pad(ImportNode node, GraphImport graph) {
        String mode = node.text("mode", "constant");
        if (!mode.equals("constant")) {
            throw new InvalidInput("only mode=constant is supported, got " + Quoted.text(mode));
        }
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        List<Long> pads = graph.integers(node.input(1), "pads");
        List<Integer> axes = node.optional(3).map(name -> Axes.distinct(graph.integers(name, "axes"), layout.rank()))
            .orElse(Layout.identity(layout.rank()).axes());
        if (pads.size() != 2 * axes.size() || pads.stream().anyMatch(pad -> pad < 0 || pad > 1 << 28)) {
            throw new InvalidInput("pads have " + 2 * axes.size() + " entries, each in [0, 2^28], got " + pads);
        }
        List<Integer> before = new ArrayList<>(Collections.nCopies(layout.rank(), 0));
        List<Integer> after = new ArrayList<>(before);
        for (int i = 0; i < axes.size(); i++) {
            before.set(axes.get(i), pads.get(i).intValue());
            after.set(axes.get(i), pads.get(i + axes.size()).intValue());
        }
        float border = node.optional(2).map(name -> graph.decimal(name, "constant_value")).orElse(0f);
        graph.bind(node, new Pad(graph.value(input, layout), layout.toIr(before), layout.toIr(after), border), layout);
    }

    private static void slice(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        Shape shape = graph.symbol(input).onnxShape();
        List<Long> from = graph.integers(node.input(1), "starts");
        List<Long> to = graph.integers(node.input(2), "ends");
        Optional<List<Long>> given = node.optional(3).map(name -> graph.integers(name, "axes"));
        List<Integer> axes = given.map(list -> Axes.distinct(list, shape.rank()))
            .orElseGet(() -> Layout.identity(Math.min(from.size(), shape.rank())).axes());
        List<Long> by = node.optional(4).map(name -> graph.integers(name, "steps")).orElse(Collections.nCopies(from.size(), 1L));
        if (from.size() != axes.size() || to.size() != axes.size() || by.size() != axes.size()) {
            throw new InvalidInput("starts, ends, axes and steps are as many, got " + from + ", " + to + ", " + axes + ", " + by);
        }
        List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        List<Integer> ends = new ArrayList<>(shape.dims());
        List<Integer> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            starts.set(axis, position(from.get(i), shape.dim(axis)));
            ends.set(axis, position(to.get(i), shape.dim(axis)));
            steps.set(axis, (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE / 2, by.get(i))));
        }
        graph.bind(node, new Slice(graph.value(input, layout), layout.toIr(starts), layout.toIr(ends), layout.toIr(steps)),
            layout);
    }

    /** A position along an axis: negative ones count from the end, those outside are clamped. */
    private static int position(long given, int extent) {
        long position = given < 0 ? given + extent : given;
        return (int) Math.max(0, Math.min(extent, position));
    }
}
