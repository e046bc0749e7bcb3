package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reductions along axes; the mean and the maximum over all spatial dimensions are global pools. */
final class ReductionImport {
    /** Kinds that leave an element as it is if it is alone. */
    private static final Set<Reduce.Kind> IDEMPOTENT = Set.of(Reduce.Kind.SUM, Reduce.Kind.MEAN, Reduce.Kind.MAX, Reduce.Kind.MIN,
        Reduce.Kind.PROD);

    private ReductionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        put(handlers, "ReduceSum", Reduce.Kind.SUM, 13);
        put(handlers, "ReduceMean", Reduce.Kind.MEAN, 18);
        put(handlers, "ReduceMax", Reduce.Kind.MAX, 18);
        put(handlers, "ReduceMin", Reduce.Kind.MIN, 18);
        put(handlers, "ReduceProd", Reduce.Kind.PROD, 18);
        put(handlers, "ReduceL1", Reduce.Kind.L1, 18);
        put(handlers, "ReduceL2", Reduce.Kind.L2, 18);
        put(handlers, "ReduceSumSquare", Reduce.Kind.SUM_SQUARE, 18);
        put(handlers, "ReduceLogSumExp", Reduce.Kind.LOG_SUM_EXP, 18);
        handlers.put("ReduceLogSum", (node, graph) -> {
            Reduced sum = reduced(node, graph, Reduce.Kind.SUM, 18);
            graph.bind(node, new Unary(sum.value(), Unary.Kind.LOG), sum.layout());
        });
        handlers.put("ArgMax", (node, graph) -> argument(node, graph, ArgReduce.Kind.MAX));
        handlers.put("ArgMin", (node, graph) -> argument(node, graph, ArgReduce.Kind.MIN));
        handlers.put("CumSum", ReductionImport::cumulativeSum);
    }

    private static void put(Map<String, NodeImport> handlers, String operator, Reduce.Kind kind, int axesInputSince) {
        handlers.put(operator, (node, graph) -> {
            Reduced reduced = reduced(node, graph, kind, axesInputSince);
            graph.define(node.output(), reduced.value(), reduced.layout());
        });
    }

    private record Reduced(Value value, Layout layout) {
    }

    private static Reduced reduced(ImportNode node, GraphImport graph, Reduce.Kind kind, int axesInputSince) {
        String name = node.input(0);
        Layout layout = graph.layoutOf(name);
        List<Integer> axes = Axes.read(node, graph, axesInputSince, layout.rank()).orElse(List.of());
        boolean keep = node.integer("keepdims", 1) != 0;
        boolean noop = node.integer("noop_with_empty_axes", 0) != 0 && axes.isEmpty();
        Value input = graph.value(name, layout);
        if (noop || layout.rank() == 0) {
            if (!IDEMPOTENT.contains(kind)) {
                throw new InvalidInput("no axis is reduced, which is not supported for this operator");
            }
            return new Reduced(input, layout);
        }
        List<Integer> reduced = axes.isEmpty() ? Layout.identity(layout.rank()).axes()
            : axes.stream().map(layout::irAxis).sorted().toList();
        if (isGlobalPool(input, kind, reduced)) {
            return pooled(graph, input, kind, layout, keep);
        }
        return new Reduced(graph.emit(new Reduce(input, kind, reduced, keep)), keep ? layout : layout.without(reduced));
    }

    private static boolean isGlobalPool(Value input, Reduce.Kind kind, List<Integer> axes) {
        int rank = input.type().rank();
        return (kind == Reduce.Kind.MEAN || kind == Reduce.Kind.MAX) && input.type().dtype() == DType.F32 && (rank == 3 || rank == 4)
            && axes.equals(IntStream.range(1, rank - 1).boxed().toList());
    }

    private static Reduced pooled(GraphImport graph, Value input, Reduce.Kind kind, Layout layout, boolean keep) {
        Value pool = graph.emit(new GlobalPool(input, kind == Reduce.Kind.MEAN ? Pool.Kind.AVERAGE : Pool.Kind.MAX));
        if (keep) {
            return new Reduced(pool, layout);
        }
        Shape shape = input.type().shape();
        int last = shape.rank() - 1;
        Layout left = layout.without(IntStream.range(1, last).boxed().toList());
        return new Reduced(graph.emit(new Reshape(pool, List.of(shape.dim(0), shape.dim(last)))), left);
    }

    private static void argument(ImportNode node, GraphImport graph, ArgReduce.Kind kind) {
        String name = node.input(0);
        Layout layout = graph.layoutOf(name);
        int axis = layout.irAxis(Axes.normalised(node.integer("axis", 0), layout.rank(), "axis"));
        boolean keep = node.integer("keepdims", 1) != 0;
        node.require("select_last_index", 0);
        graph.bind(node, new ArgReduce(graph.value(name, layout), kind, axis, keep), keep ? layout : layout.without(List.of(axis)));
    }

    /** Sums from the end are the whole less the sums from the start; exclusive ones leave the element itself out. */
    private static void cumulativeSum(ImportNode node, GraphImport graph) {
        String name = node.input(0);
        Layout layout = graph.layoutOf(name);
        List<Long> given = graph.integers(node.input(1), "axis");
        if (given.size() != 1) {
            throw new InvalidInput("axis is one number, got " + given);
        }
        int axis = layout.irAxis(Axes.normalised(given.get(0), layout.rank(), "axis"));
        Formula formula = new Formula(graph);
        Value x = graph.value(name, layout);
        Value sum = graph.emit(new CumulativeSum(x, axis));
        boolean exclusive = node.integer("exclusive", 0) != 0;
        if (node.integer("reverse", 0) != 0) {
            Value rest = formula.sub(graph.emit(new Reduce(x, Reduce.Kind.SUM, List.of(axis), true)), sum);
            sum = exclusive ? rest : formula.add(rest, x);
        } else if (exclusive) {
            sum = formula.sub(sum, x);
        }
        graph.define(node.output(), sum, layout);
    }
}
