package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
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
        "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "Resize", "DepthToSpace", "SpaceToDepth", "QLinearConv",
        "ConvInteger");

    private SpatialImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Conv", SpatialImport::convolution);
        handlers.put("MaxPool", (node, graph) -> pool(node, graph, Pool.Kind.MAX));
        handlers.put("AveragePool", (node, graph) -> pool(node, graph, Pool.Kind.AVERAGE));
        handlers.put("GlobalMaxPool", (node, graph) -> globalPool(node, graph, Pool.Kind.MAX));
        handlers.put("GlobalAveragePool", (node, graph) -> globalPool(node, graph, Pool.Kind.AVERAGE));
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
        Value result = convolved(node, graph, input, graph.symbol(node.input(1)), node.optional(2).map(graph::value));
        graph.define(node.output(), result, layout(input));
    }

    /** The convolution that the attributes of {@code node} describe. */
    static Value convolved(ImportNode node, GraphImport graph, Value input, Symbol weights, Optional<Value> bias) {
        int rank = input.type().rank();
        Shape shape = weights.onnxShape();
        if (shape.rank() != rank) {
            throw new InvalidInput("the filter has " + rank + " dimensions like the input, got " + shape);
        }
        Value filter = graph.value(weights, Layout.filter(rank));
        List<Integer> kernel = filter.type().shape().dims().subList(0, rank - 2);
        List<Integer> declared = node.integers("kernel_shape").orElse(kernel);
        if (!declared.equals(kernel)) {
            throw new InvalidInput("kernel_shape " + declared + " is that of the filter, got " + shape);
        }
        Windows windows = Windows.read(node, extents(input), kernel);
        return graph.emit(new Convolution(input, filter, bias, windows.strides(), windows.before(), windows.after(),
            windows.dilations(), node.integer("group", 1)));
    }

    private static void pool(ImportNode node, GraphImport graph, Pool.Kind kind) {
        Value input = input(node, graph);
        List<Integer> extents = extents(input);
        if (!node.has("kernel_shape")) {
            throw new InvalidInput("attribute 'kernel_shape' is missing");
        }
        Windows given = Windows.read(node, extents, Windows.perDimension(node, "kernel_shape", extents.size(), 1, 1));
        node.ignore("storage_order");
        boolean countPadding = kind == Pool.Kind.AVERAGE && node.integer("count_include_pad", 0) != 0;
        Windows windows = node.integer("ceil_mode", 0) != 0 ? given.roundedUp(extents) : given;
        boolean dilated = windows.dilations().stream().anyMatch(dilation -> dilation != 1);
        if (dilated || countPadding && !windows.equals(given)) {
            graph.define(node.output(), new TapPool(new Formula(graph), kind, given, windows, countPadding).of(input), layout(input));
            return;
        }
        graph.bind(node, new Pool(input, kind, windows.kernel(), windows.strides(), windows.before(), windows.after(),
            countPadding), layout(input));
    }

    private static void globalPool(ImportNode node, GraphImport graph, Pool.Kind kind) {
        Value input = input(node, graph);
        graph.bind(node, new GlobalPool(input, kind), layout(input));
    }
}
