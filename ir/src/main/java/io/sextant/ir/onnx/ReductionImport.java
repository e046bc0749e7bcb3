package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reductions over all spatial dimensions are global pools. */
final class ReductionImport {
    private ReductionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("ReduceMean", (node, graph) -> reduce(node, graph, Pool.Kind.AVERAGE));
        handlers.put("ReduceMax", (node, graph) -> reduce(node, graph, Pool.Kind.MAX));
    }

    private static void reduce(ImportNode node, GraphImport graph, Pool.Kind kind) {
        String name = node.input(0);
        Layout layout = graph.layoutOf(name);
        int rank = layout.rank();
        node.ignore("noop_with_empty_axes");
        List<Integer> axes = Axes.read(node, graph, 18, rank).orElse(List.of());
        List<Integer> reduced = axes.stream().map(layout::irAxis).sorted().toList();
        if (rank < 3 || rank > 4 || !reduced.equals(IntStream.range(1, rank - 1).boxed().toList())) {
            throw new InvalidInput("only the mean or maximum over all spatial dimensions is supported, got axes " + axes + " of "
                + graph.symbol(name).onnxShape());
        }
        Value input = graph.value(name, layout);
        GlobalPool pool = new GlobalPool(input, kind);
        if (node.integer("keepdims", 1) != 0) {
            graph.bind(node, pool, layout);
            return;
        }
        Shape shape = input.type().shape();
        List<Integer> kept = layout.axes().stream().filter(axis -> axis == 0 || axis == rank - 1).map(shape::dim).toList();
        if (layout.onnxAxis(0) > layout.onnxAxis(rank - 1) && Math.min(kept.get(0), kept.get(1)) > 1) {
            throw new InvalidInput("channels before the batch are not supported");
        }
        graph.bind(node, new Reshape(graph.emit(pool), kept), Layout.identity(2));
    }
}
