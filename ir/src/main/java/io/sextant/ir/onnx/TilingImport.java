package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that repeat a tensor, or move elements between channels and space. */
final class TilingImport {
    private TilingImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Expand", TilingImport::expand);
        handlers.put("Tile", TilingImport::tile);
        handlers.put("DepthToSpace", TilingImport::depthToSpace);
        handlers.put("SpaceToDepth", TilingImport::spaceToDepth);
    }

    /** Both the tensor and the shape are broadcast: an extent of 1 in the shape leaves that of the tensor. */
    private static void expand(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        List<Integer> from = graph.symbol(input).onnxShape().dims();
        List<Integer> given = TensorReader.shape(graph.integers(node.input(1), "shape")).dims();
        int rank = Math.max(from.size(), given.size());
        List<Integer> target = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int p = axis < rank - from.size() ? 1 : from.get(axis - rank + from.size());
            int q = axis < rank - given.size() ? 1 : given.get(axis - rank + given.size());
            if (p != q && p != 1 && q != 1) {
                throw new InvalidInput("cannot expand " + new Shape(from) + " to " + new Shape(given));
            }
            target.add(Math.max(p, q));
        }
        if (target.equals(from)) {
            graph.alias(node, graph.symbol(input));
            return;
        }
        Layout layout = rank == from.size() ? graph.layoutOf(input) : Layout.identity(rank);
        Value value = rank == from.size() ? graph.value(input, layout) : graph.value(input);
        graph.bind(node, new Broadcast(value, layout.toIr(target)), layout);
    }

    /** Axis by axis: (before, extent, after) to (before, repeats, extent, after), which is then one dimension again. */
    private static void tile(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        List<Long> repeats = graph.integers(node.input(1), "repeats");
        if (repeats.size() != layout.rank() || repeats.stream().anyMatch(times -> times < 1 || times > Integer.MAX_VALUE)) {
            throw new InvalidInput("repeats have " + layout.rank() + " entries, each at least 1, got " + repeats);
        }
        List<Long> held = layout.toIr(repeats);
        Formula formula = new Formula(graph);
        Value value = graph.value(input, layout);
        for (int axis = 0; axis < held.size(); axis++) {
            int times = held.get(axis).intValue();
            if (times > 1) {
                List<Long> dims = new ArrayList<>(value.type().shape().dims().stream().map(Integer::longValue).toList());
                int before = product(value, 0, axis);
                int rest = product(value, axis, dims.size());
                dims.set(axis, dims.get(axis) * times);
                Shape tiled = Shape.ofLongs(dims);
                Value repeated = graph.emit(new Broadcast(formula.reshaped(value, List.of(before, 1, rest)), List.of(before, times, rest)));
                value = formula.reshaped(repeated, tiled.dims());
            }
        }
        graph.define(node.output(), value, layout);
    }

    private static int product(Value value, int from, int to) {
        return value.type().shape().dims().subList(from, to).stream().reduce(1, (a, b) -> a * b);
    }

    private static Value image(ImportNode node, GraphImport graph) {
        if (graph.rank(node.input(0)) != 4) {
            throw new InvalidInput("the input is (N, C, H, W), got " + graph.symbol(node.input(0)).onnxShape());
        }
        return graph.value(node.input(0), Layout.channelsFirst(4));
    }

    private static int block(ImportNode node) {
        int block = node.integer("blocksize", 0);
        if (block < 1) {
            throw new InvalidInput("blocksize is at least 1, got " + block);
        }
        return block;
    }

    private static void depthToSpace(ImportNode node, GraphImport graph) {
        Value x = image(node, graph);
        int block = block(node);
        String mode = node.text("mode", "DCR");
        List<Integer> dims = x.type().shape().dims();
        if ((long) block * block > dims.get(3) || dims.get(3) % (block * block) != 0) {
            throw new InvalidInput("blocksize^2 divides " + dims.get(3) + " channels, got blocksize " + block);
        }
        int depth = dims.get(3) / block / block;
        boolean depthLast = switch (mode) {
            case "DCR" -> true;
            case "CRD" -> false;
            default -> throw new InvalidInput("mode is DCR or CRD, got " + Quoted.text(mode));
        };
        Formula formula = new Formula(graph);
        Value split = formula.reshaped(x, depthLast ? List.of(dims.get(0), dims.get(1), dims.get(2), block, block, depth)
            : List.of(dims.get(0), dims.get(1), dims.get(2), depth, block, block));
        Value moved = formula.transposed(split, depthLast ? List.of(0, 1, 3, 2, 4, 5) : List.of(0, 1, 4, 2, 5, 3));
        Value joined = formula.reshaped(moved, List.of(dims.get(0), dims.get(1) * block, dims.get(2) * block, depth));
        graph.define(node.output(), joined, Layout.channelsFirst(4));
    }

    private static void spaceToDepth(ImportNode node, GraphImport graph) {
        Value x = image(node, graph);
        int block = block(node);
        List<Integer> dims = x.type().shape().dims();
        if (dims.get(1) % block != 0 || dims.get(2) % block != 0) {
            throw new InvalidInput("blocksize divides the spatial extents " + dims.subList(1, 3) + ", got " + block);
        }
        int rows = dims.get(1) / block;
        int columns = dims.get(2) / block;
        Formula formula = new Formula(graph);
        Value split = formula.reshaped(x, List.of(dims.get(0), rows, block, columns, block, dims.get(3)));
        Value moved = formula.transposed(split, List.of(0, 1, 3, 2, 4, 5));
        Value joined = formula.reshaped(moved, List.of(dims.get(0), rows, columns, block * block * dims.get(3)));
        graph.define(node.output(), joined, Layout.channelsFirst(4));
    }
}
