package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that take elements by their index. */
final class IndexImport {
    private IndexImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Gather", IndexImport::gather);
        handlers.put("OneHot", IndexImport::oneHot);
        handlers.put("Trilu", IndexImport::triangle);
    }

    /** The elements of {@code value} along {@code axis} at constant indices, each in [0, extent). */
    static Value gathered(GraphImport graph, Value value, int axis, int[] indices) {
        TensorType type = new TensorType(DType.I32, Shape.of(indices.length));
        graph.constants().budget().take(type);
        return graph.emit(new Gather(value, graph.constant(Tensor.ofInts(type, indices)), axis));
    }

    /** Indices of one dimension or none leave the input's layout; a single constant one is a slice. */
    private static void gather(ImportNode node, GraphImport graph) {
        String data = node.input(0);
        String indices = node.input(1);
        int indexRank = graph.rank(indices);
        Layout layout = indexRank <= 1 ? graph.layoutOf(data) : Layout.identity(graph.rank(data));
        int onnxAxis = Axes.normalised(node.integer("axis", 0), layout.rank(), "axis");
        int axis = layout.irAxis(onnxAxis);
        Value value = graph.value(data, layout);
        Layout held = switch (indexRank) {
            case 0 -> layout.without(List.of(axis));
            case 1 -> layout;
            default -> Layout.identity(layout.rank() + indexRank - 1);
        };
        int extent = value.type().dim(axis);
        if (graph.isLiteral(indices)) {
            requireInside(graph.literal(indices, "indices", Integer.MAX_VALUE), extent);
        }
        if (!graph.isLiteral(indices) || graph.symbol(indices).type().elements() > 1 || indexRank > 1) {
            graph.bind(node, new Gather(value, graph.value(indices), axis), held);
            return;
        }
        int index = (int) Math.floorMod(graph.integers(indices, "indices").get(0), (long) extent);
        Value part = RegionImport.part(graph, value, axis, index, index + 1);
        List<Integer> dims = new ArrayList<>(part.type().shape().dims());
        if (indexRank == 0) {
            dims.remove(axis);
        }
        graph.define(node.output(), new Formula(graph).reshaped(part, dims), held);
    }

    static void requireInside(Tensor indices, int extent) {
        for (int i = 0; i < indices.type().elements(); i++) {
            long index = switch (indices.type().dtype()) {
                case I64 -> indices.longs()[i];
                case I32 -> indices.ints()[i];
                default -> throw new InvalidInput("indices are i32 or i64, got " + indices.type());
            };
            if (index < -extent || index >= extent) {
                throw new InvalidInput("an index is in [" + -extent + ", " + extent + "), got " + index);
            }
        }
    }

    /** The second of {@code values} where the index is that of the position along the new axis, else the first. */
    private static void oneHot(ImportNode node, GraphImport graph) {
        Value indices = graph.value(node.input(0));
        List<Long> given = graph.integers(node.input(1), "depth");
        if (given.size() != 1 || given.get(0) < 1 || given.get(0) > 1 << 24) {
            throw new InvalidInput("depth is one number in [1, 2^24], got " + given);
        }
        int depth = given.get(0).intValue();
        int axis = Axes.normalised(node.integer("axis", -1), indices.type().rank() + 1, "axis");
        List<Integer> dims = new ArrayList<>(indices.type().shape().dims());
        dims.add(axis, 1);
        Formula formula = new Formula(graph);
        Value wanted = formula.reshaped(indices, dims);
        Value fromEnd = formula.add(wanted, integer(graph, wanted, depth));
        Value negative = graph.emit(new Compare(wanted, integer(graph, wanted, 0), Compare.Kind.LESS));
        Value index = graph.emit(new Select(negative, fromEnd, wanted));
        Value hot = graph.emit(new Compare(index, counted(graph, wanted.type().dtype(), depth, dims.size() - axis), Compare.Kind.EQUAL));
        Value values = graph.value(node.input(2));
        if (!values.type().shape().dims().equals(List.of(2))) {
            throw new InvalidInput("values are that for cold and that for hot, got " + values.type());
        }
        Value cold = formula.reshaped(RegionImport.part(graph, values, 0, 0, 1), List.of());
        Value on = formula.reshaped(RegionImport.part(graph, values, 0, 1, 2), List.of());
        graph.bind(node, new Select(hot, on, cold), Layout.identity(dims.size()));
    }

    static Value integer(GraphImport graph, Value like, int number) {
        TensorType type = new TensorType(like.type().dtype(), Shape.of());
        return graph.constant(like.type().dtype() == DType.I64 ? Tensor.ofLongs(type, number) : Tensor.ofInts(type, number));
    }

    /** 0, 1, ... in the first of {@code rank} dimensions. */
    private static Value counted(GraphImport graph, DType dtype, int count, int rank) {
        List<Integer> dims = new ArrayList<>(List.of(count));
        while (dims.size() < rank) {
            dims.add(1);
        }
        TensorType type = new TensorType(dtype, new Shape(dims));
        graph.constants().budget().take(type);
        if (dtype == DType.I64) {
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = i;
            }
            return graph.constant(Tensor.ofLongs(type, values));
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return graph.constant(Tensor.ofInts(type, values));
    }

    /** The upper or lower triangle of the last two dimensions, zeros elsewhere. */
    private static void triangle(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0));
        int rank = input.type().rank();
        if (rank < 2) {
            throw new InvalidInput("the input has at least two dimensions, got " + input.type());
        }
        List<Long> given = node.optional(1).map(name -> graph.integers(name, "k")).orElse(List.of(0L));
        boolean upper = node.integer("upper", 1) != 0;
        int columns = input.type().dim(rank - 1);
        TensorType type = new TensorType(DType.BOOL, Shape.of(input.type().dim(rank - 2), columns));
        graph.constants().budget().take(type);
        int[] kept = new int[type.elements()];
        for (int i = 0; i < kept.length; i++) {
            long diagonal = i % columns - (long) (i / columns);
            long k = given.get(0);
            kept[i] = (upper ? diagonal >= k : diagonal <= k) ? 1 : 0;
        }
        Value zero = graph.constant(Tensor.zeros(new TensorType(input.type().dtype(), Shape.of())));
        graph.bind(node, new Select(graph.constant(Tensor.ofInts(type, kept)), input, zero), Layout.identity(rank));
    }
}
