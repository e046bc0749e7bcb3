package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operators over the spatial dimensions: they take their input channels-first and give such a result. */
final class SpatialImport {
    static final Set<String> OPERATORS = Set.of("Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
        "BatchNormalization", "Resize");

    private SpatialImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Conv", SpatialImport::convolution);
        handlers.put("MaxPool", (node, graph) -> pool(node, graph, Pool.Kind.MAX));
        handlers.put("AveragePool", (node, graph) -> pool(node, graph, Pool.Kind.AVERAGE));
        handlers.put("GlobalMaxPool", (node, graph) -> globalPool(node, graph, Pool.Kind.MAX));
        handlers.put("GlobalAveragePool", (node, graph) -> globalPool(node, graph, Pool.Kind.AVERAGE));
        handlers.put("BatchNormalization", SpatialImport::batchNorm);
    }

    /** The first input channels-last; refused unless it has one or two spatial dimensions. */
    static Value input(ImportNode node, GraphImport graph) {
        String name = node.input(0);
        int rank = graph.rank(name);
        if (rank != 3 && rank != 4) {
            throw new InvalidInput("the input is (N, C, L) or (N, C, H, W), got " + graph.symbol(name).onnxShape());
        }
        return graph.value(name, Layout.channelsFirst(rank));
    }

    private static List<Integer> extents(Value input) {
        return input.type().shape().dims().subList(1, input.type().rank() - 1);
    }

    private static Layout layout(Value input) {
        return Layout.channelsFirst(input.type().rank());
    }

    private static void convolution(ImportNode node, GraphImport graph) {
        Value input = input(node, graph);
        int rank = input.type().rank();
        Shape shape = graph.symbol(node.input(1)).onnxShape();
        if (shape.rank() != rank) {
            throw new InvalidInput("the filter has " + rank + " dimensions like the input, got " + shape);
        }
        Value filter = graph.value(node.input(1), Layout.filter(rank));
        Optional<Value> bias = node.optional(2).map(graph::value);
        List<Integer> kernel = filter.type().shape().dims().subList(0, rank - 2);
        List<Integer> declared = node.integers("kernel_shape").orElse(kernel);
        if (!declared.equals(kernel)) {
            throw new InvalidInput("kernel_shape " + declared + " is that of the filter, got " + shape);
        }
        Windows windows = Windows.read(node, extents(input), kernel);
        graph.bind(node, new Convolution(input, filter, bias, windows.strides(), windows.before(), windows.after(),
            windows.dilations(), node.integer("group", 1)), layout(input));
    }

    private static void pool(ImportNode node, GraphImport graph, Pool.Kind kind) {
        Value input = input(node, graph);
        List<Integer> extents = extents(input);
        if (!node.has("kernel_shape")) {
            throw new InvalidInput("attribute 'kernel_shape' is missing");
        }
        Windows windows = Windows.read(node, extents, Windows.perDimension(node, "kernel_shape", extents.size(), 1, 1));
        if (windows.dilations().stream().anyMatch(dilation -> dilation != 1)) {
            throw new InvalidInput("dilations of pools are not supported, got " + windows.dilations());
        }
        windows.rejectRoundingUp(node, extents);
        node.ignore("storage_order");
        boolean countPadding = kind == Pool.Kind.AVERAGE && node.integer("count_include_pad", 0) != 0;
        graph.bind(node, new Pool(input, kind, windows.kernel(), windows.strides(), windows.before(), windows.after(),
            countPadding), layout(input));
    }

    private static void globalPool(ImportNode node, GraphImport graph, Pool.Kind kind) {
        Value input = input(node, graph);
        graph.bind(node, new GlobalPool(input, kind), layout(input));
    }

    private static void batchNorm(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0), Layout.channelsFirst(graph.rank(node.input(0))));
        node.require("training_mode", 0);
        node.ignore("momentum");
        graph.bind(node, new BatchNorm(input, graph.value(node.input(1)), graph.value(node.input(2)), graph.value(node.input(3)),
            graph.value(node.input(4)), node.decimal("epsilon", 1e-5f)), layout(input));
    }
}
