package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Operators that change the shape, or nothing at all. */
final class ShapeImport {
    private ShapeImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Reshape", ShapeImport::reshape);
        handlers.put("Flatten", ShapeImport::flatten);
        handlers.put("Squeeze", ShapeImport::squeeze);
        handlers.put("Unsqueeze", ShapeImport::unsqueeze);
        handlers.put("Transpose", ShapeImport::transpose);
        handlers.put("Identity", ShapeImport::identity);
        handlers.put("Dropout", ShapeImport::dropout);
    }

    /** Elements stay in ONNX's order; a layout that moves extents of 1 only has them in that order already. */
    static void reshapeTo(ImportNode node, GraphImport graph, List<Integer> shape) {
        String name = node.input(0);
        Layout layout = graph.layoutOf(name);
        Symbol symbol = graph.symbol(name);
        Value input = layout.keepsOrder(symbol.type().shape()) ? graph.value(name, layout) : graph.value(name);
        graph.bind(node, new Reshape(input, shape), Layout.identity(shape.size()));
    }

    private static void reshape(ImportNode node, GraphImport graph) {
        Shape from = graph.symbol(node.input(0)).onnxShape();
        List<Long> wanted = graph.integers(node.input(1), "shape");
        boolean keepsZeros = node.integer("allowzero", 0) != 0;
        List<Integer> shape = new ArrayList<>();
        long known = 1;
        for (int axis = 0; axis < wanted.size(); axis++) {
            long extent = wanted.get(axis) == 0 && !keepsZeros && axis < from.rank() ? from.dim(axis) : wanted.get(axis);
            if (extent != -1 && (extent < 1 || extent > Integer.MAX_VALUE)) {
                throw new InvalidInput("cannot reshape " + from + " to " + wanted);
            }
            shape.add((int) extent);
            known = Math.min(Integer.MAX_VALUE, extent == -1 ? known : known * extent);
        }
        int open = shape.indexOf(-1);
        if (open >= 0) {
            if (shape.lastIndexOf(-1) != open || from.elements() % known != 0) {
                throw new InvalidInput("cannot reshape " + from + " to " + wanted);
            }
            shape.set(open, (int) (from.elements() / known));
        }
        reshapeTo(node, graph, shape);
    }

    private static void flatten(ImportNode node, GraphImport graph) {
        Shape from = graph.symbol(node.input(0)).onnxShape();
        int axis = node.integer("axis", 1);
        int split = axis == from.rank() ? axis : Axes.normalised(axis, from.rank(), "axis");
        int rows = 1;
        for (int i = 0; i < split; i++) {
            rows *= from.dim(i);
        }
        reshapeTo(node, graph, List.of(rows, from.elements() / rows));
    }

    private static void squeeze(ImportNode node, GraphImport graph) {
        Shape from = graph.symbol(node.input(0)).onnxShape();
        List<Integer> axes = Axes.read(node, graph, 13, from.rank())
            .orElseGet(() -> Layout.identity(from.rank()).axes().stream().filter(axis -> from.dim(axis) == 1).toList());
        List<Integer> shape = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (!axes.contains(axis)) {
                shape.add(from.dim(axis));
            } else if (from.dim(axis) != 1) {
                throw new InvalidInput("axis " + axis + " of " + from + " is not of extent 1");
            }
        }
        reshapeTo(node, graph, shape);
    }

    private static void unsqueeze(ImportNode node, GraphImport graph) {
        Shape from = graph.symbol(node.input(0)).onnxShape();
        int rank = from.rank() + Axes.count(node, graph, 13);
        List<Integer> axes = Axes.read(node, graph, 13, rank).orElseThrow(() -> new InvalidInput("axes are missing"));
        List<Integer> rest = new ArrayList<>(from.dims());
        List<Integer> shape = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            shape.add(axes.contains(axis) ? 1 : rest.remove(0));
        }
        reshapeTo(node, graph, shape);
    }

    private static void transpose(ImportNode node, GraphImport graph) {
        Symbol symbol = graph.symbol(node.input(0));
        int rank = symbol.layout().rank();
        List<Integer> reversed = new ArrayList<>(Layout.identity(rank).axes());
        Collections.reverse(reversed);
        List<Integer> permutation = node.integers("perm").orElse(reversed);
        if (!permutation.stream().sorted().toList().equals(Layout.identity(rank).axes())) {
            throw new InvalidInput("perm names each of " + rank + " dimensions once, got " + permutation);
        }
        move(node, graph, symbol, permutation);
    }

    private static void identity(ImportNode node, GraphImport graph) {
        Symbol symbol = graph.symbol(node.input(0));
        move(node, graph, symbol, Layout.identity(symbol.layout().rank()).axes());
    }

    /** Only notes the layout, unless the node is marked as a transpose of the network. */
    private static void move(ImportNode node, GraphImport graph, Symbol symbol, List<Integer> permutation) {
        Layout layout = symbol.layout().transposed(permutation);
        if (node.isByItself()) {
            Value input = graph.value(node.input(0), symbol.layout());
            graph.bind(node, new Transpose(input, layout.axes()), Layout.identity(layout.rank()));
        } else {
            graph.alias(node, symbol.heldIn(layout));
        }
    }

    /** The identity at inference. */
    private static void dropout(ImportNode node, GraphImport graph) {
        node.ignore("ratio", "seed");
        if (node.optional(2).isPresent() && graph.literal(node.input(2), "training_mode", 1).ints()[0] != 0) {
            throw new InvalidInput("training_mode is not supported");
        }
        graph.alias(node, graph.symbol(node.input(0)));
    }
}
