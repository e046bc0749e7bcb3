package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Operators along axes; the axes are mapped through the layout that the operand is held in. */
final class RegionImport {
    private RegionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Softmax", RegionImport::softmax);
        handlers.put("LogSoftmax", RegionImport::logSoftmax);
        handlers.put("Concat", RegionImport::concat);
        handlers.put("Slice", RegionImport::slice);
        handlers.put("Split", RegionImport::split);
    }

    private static void softmax(ImportNode node, GraphImport graph) {
        along(node, graph, (value, axis) -> graph.emit(new Softmax(value, axis)));
    }

    /** x - log sum exp(x), which keeps what a logarithm of small shares would lose. */
    private static void logSoftmax(ImportNode node, GraphImport graph) {
        along(node, graph, (value, axis) -> new Formula(graph).sub(value,
            graph.emit(new Reduce(value, Reduce.Kind.LOG_SUM_EXP, List.of(axis), true))));
    }

    /** Before opset 13 all dimensions from the axis on count as one. */
    private static void along(ImportNode node, GraphImport graph, BiFunction<Value, Integer, Value> function) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        boolean flattens = node.opset() < 13;
        int axis = Axes.normalised(node.integer("axis", flattens ? 1 : -1), layout.rank(), "axis");
        List<Integer> dims = graph.symbol(input).onnxShape().dims();
        if (!flattens || dims.subList(axis + 1, dims.size()).stream().allMatch(dim -> dim == 1)) {
            graph.define(node.output(), function.apply(graph.value(input, layout), layout.irAxis(axis)), layout);
            return;
        }
        Formula formula = new Formula(graph);
        int rows = dims.subList(0, axis).stream().reduce(1, (a, b) -> a * b);
        Value flat = formula.reshaped(graph.value(input), List.of(rows, new Shape(dims).elements() / rows));
        graph.define(node.output(), formula.reshaped(function.apply(flat, 1), dims), Layout.identity(dims.size()));
    }

    private static void concat(ImportNode node, GraphImport graph) {
        List<String> names = node.inputs().stream().filter(name -> !graph.isEmptyList(name)).toList();
        if (names.isEmpty() || names.contains("") || !node.has("axis")) {
            throw new InvalidInput("takes at least one input and the attribute 'axis'");
        }
        int rank = graph.rank(names.get(0));
        if (names.stream().anyMatch(name -> graph.rank(name) != rank)) {
            throw new InvalidInput("inputs have as many dimensions, got "
                + names.stream().map(name -> graph.symbol(name).onnxShape()).toList());
        }
        int axis = Axes.normalised(node.integer("axis", 0), rank, "axis");
        List<Layout> layouts = names.stream().filter(name -> !graph.isLiteral(name)).map(graph::layoutOf).toList();
        Layout layout = layouts.isEmpty() ? Layout.identity(rank) : Layout.common(layouts);
        List<Value> inputs = names.stream().map(name -> graph.value(name, layout)).toList();
        int irAxis = layout.irAxis(axis);
        if (inputs.stream().mapToLong(value -> value.type().dim(irAxis)).sum() > Integer.MAX_VALUE) {
            throw new InvalidInput("the result has more than 2^31-1 elements along the axis");
        }
        graph.bind(node, new Concat(inputs, irAxis), layout);
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
        Value value = graph.value(input, layout);
        List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        List<Integer> ends = new ArrayList<>(shape.dims());
        List<Integer> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            int extent = shape.dim(axis);
            if (by.get(i) < 0) {
                value = backwards(graph, value, layout.irAxis(axis), new long[] {from.get(i), to.get(i), by.get(i)});
                ends.set(axis, value.type().dim(layout.irAxis(axis)));
            } else {
                starts.set(axis, position(from.get(i), extent));
                ends.set(axis, position(to.get(i), extent));
                steps.set(axis, (int) Math.min(Integer.MAX_VALUE / 2, by.get(i)));
            }
        }
        graph.bind(node, new Slice(value, layout.toIr(starts), layout.toIr(ends), layout.toIr(steps)), layout);
    }

    /** {@code value} itself if all of it is taken. */
    static Value sliced(GraphImport graph, Value value, List<Integer> starts, List<Integer> ends, List<Integer> steps) {
        boolean whole = ends.equals(value.type().shape().dims()) && starts.stream().allMatch(start -> start == 0)
            && steps.stream().allMatch(step -> step == 1);
        return whole ? value : graph.emit(new Slice(value, starts, ends, steps));
    }

    /** A position along an axis: negative ones count from the end, those outside are clamped. */
    private static int position(long given, int extent) {
        long position = given < 0 ? given + extent : given;
        return (int) Math.max(0, Math.min(extent, position));
    }

    /** Elements along an axis by a negative step are gathered by their indices. */
    private static Value backwards(GraphImport graph, Value value, int axis, long[] range) {
        int extent = value.type().dim(axis);
        long first = Math.min(extent - 1, range[0] < 0 ? range[0] + extent : range[0]);
        long end = Math.max(-1, range[1] < 0 ? range[1] + extent : range[1]);
        long step = Math.max(-extent, range[2]);
        if (first < 0 || first <= end) {
            throw new InvalidInput("at least one element is taken, got " + range[0] + " to " + range[1] + " by "
                + range[2] + " of " + extent);
        }
        int count = (int) ((end - first + 1) / step) + 1;
        graph.constants().budget().take(new TensorType(DType.I32, Shape.of(count)));
        int[] indices = new int[count];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) (first + i * step);
        }
        return IndexImport.gathered(graph, value, axis, indices);
    }

    /** Equal parts, or as long as an attribute (before opset 13) or an input says; of equal ones the last may be shorter. */
    private static void split(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        int axis = layout.irAxis(Axes.normalised(node.integer("axis", 0), layout.rank(), "axis"));
        Value value = graph.value(input, layout);
        int extent = value.type().dim(axis);
        int parts = node.outputs().size();
        Optional<List<Long>> given = node.opset() < 13 ? node.longs("split") : node.optional(1).map(name -> graph.integers(name, "split"));
        int declared = node.integer("num_outputs", parts);
        int equal = (extent + parts - 1) / Math.max(1, parts);
        if (given.isEmpty() && (declared != parts || node.opset() < 18 && extent % Math.max(1, parts) != 0 || equal * (parts - 1) >= extent)
            || given.isPresent() && (given.get().size() != parts || given.get().stream().anyMatch(part -> part < 1 || part > extent)
                || given.get().stream().mapToLong(part -> part).sum() != extent)) {
            throw new InvalidInput("an extent of " + extent + " is split into " + parts + " parts, got " + given.map(Object::toString)
                .orElse(declared + " equal ones"));
        }
        int from = 0;
        for (int part = 0; part < parts; part++) {
            int to = given.isPresent() ? from + given.get().get(part).intValue() : Math.min(extent, from + equal);
            if (!node.outputs().get(part).isEmpty()) {
                graph.define(node.outputs().get(part), part(graph, value, axis, from, to), layout);
            }
            from = to;
        }
    }

    /** Elements {@code from} up to {@code to} along {@code axis}. */
    static Value part(GraphImport graph, Value value, int axis, int from, int to) {
        List<Integer> starts = new ArrayList<>(Collections.nCopies(value.type().rank(), 0));
        List<Integer> ends = new ArrayList<>(value.type().shape().dims());
        starts.set(axis, from);
        ends.set(axis, to);
        return sliced(graph, value, starts, ends, Collections.nCopies(value.type().rank(), 1));
    }
}
