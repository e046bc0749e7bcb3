package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisations: two have operators, the others are formulas. */
final class NormalizationImport {
    private NormalizationImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("BatchNormalization", NormalizationImport::batchNorm);
        handlers.put("InstanceNormalization", NormalizationImport::instanceNorm);
        handlers.put("GroupNormalization", NormalizationImport::groupNorm);
        handlers.put("LayerNormalization", NormalizationImport::layerNorm);
        handlers.put("RMSNormalization", NormalizationImport::rootMeanSquareNorm);
        handlers.put("LRN", NormalizationImport::localResponse);
    }

    private static Value channelsLast(ImportNode node, GraphImport graph, int leastRank) {
        int rank = graph.rank(node.input(0));
        if (rank < leastRank) {
            throw new InvalidInput("the input has at least " + leastRank + " dimensions, got " + graph.symbol(node.input(0)).onnxShape());
        }
        return graph.value(node.input(0), Layout.channelsFirst(rank));
    }

    private static void batchNorm(ImportNode node, GraphImport graph) {
        Value input = channelsLast(node, graph, 2);
        node.require("training_mode", 0);
        node.ignore("momentum");
        graph.bind(node, new BatchNorm(input, graph.value(node.input(1)), graph.value(node.input(2)), graph.value(node.input(3)),
            graph.value(node.input(4)), node.decimal("epsilon", 1e-5f)), Layout.channelsFirst(input.type().rank()));
    }

    private static void instanceNorm(ImportNode node, GraphImport graph) {
        Value input = channelsLast(node, graph, 3);
        Formula formula = new Formula(graph);
        int last = input.type().rank() - 1;
        Value scale = perChannel(graph, node.input(1), "the scale", input.type().dim(last));
        Value shift = perChannel(graph, node.input(2), "B", input.type().dim(last));
        Value normal = formula.normalised(input, IntStream.range(1, last).boxed().toList(), node.decimal("epsilon", 1e-5f));
        graph.define(node.output(), formula.add(formula.mul(normal, scale), shift), Layout.channelsFirst(last + 1));
    }

    private static Value perChannel(GraphImport graph, String name, String what, int count) {
        if (!graph.symbol(name).onnxShape().dims().equals(List.of(count))) {
            throw new InvalidInput(what + " has " + count + " elements, got " + graph.symbol(name).type());
        }
        return graph.value(name);
    }

    /** (N, spatial..., C) is seen as (N, positions, groups, C / groups). Before opset 21 scale and shift are per group. */
    private static void groupNorm(ImportNode node, GraphImport graph) {
        Value input = channelsLast(node, graph, 3);
        node.ignore("stash_type");
        int last = input.type().rank() - 1;
        int channels = input.type().dim(last);
        int groups = node.integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0) {
            throw new InvalidInput("num_groups divides " + channels + " channels, got " + groups);
        }
        boolean byGroup = node.opset() < 21;
        Value scale = perChannel(graph, node.input(1), "the scale", byGroup ? groups : channels);
        Value shift = perChannel(graph, node.input(2), "the bias", byGroup ? groups : channels);
        Formula formula = new Formula(graph);
        int batch = input.type().dim(0);
        Value grouped = formula.reshaped(input,
            List.of(batch, input.type().elements() / batch / channels, groups, channels / groups));
        Value normal = formula.normalised(grouped, List.of(1, 3), node.decimal("epsilon", 1e-5f));
        List<Integer> meeting = byGroup ? List.of(groups, 1) : List.of(groups, channels / groups);
        Value result = formula.add(formula.mul(normal, formula.reshaped(scale, meeting)), formula.reshaped(shift, meeting));
        graph.define(node.output(), formula.reshaped(result, input.type().shape().dims()), Layout.channelsFirst(last + 1));
    }

    /** Over several of the last dimensions as over one of as many elements. */
    private static void layerNorm(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0));
        List<Integer> dims = input.type().shape().dims();
        int axis = Axes.normalised(node.integer("axis", -1), dims.size(), "axis");
        node.ignore("stash_type");
        int width = 1;
        for (int extent : dims.subList(axis, dims.size())) {
            width *= extent;
        }
        List<Integer> joined = new ArrayList<>(dims.subList(0, axis));
        joined.add(width);
        Formula formula = new Formula(graph);
        Value scale = formula.reshaped(graph.value(node.input(1)), List.of(width));
        Value shift = node.optional(2).map(name -> formula.reshaped(graph.value(name), List.of(scale.type().dim(0))))
            .orElseGet(() -> graph.constant(Tensor.filled(scale.type(), 0)));
        Value normal = graph.emit(new LayerNorm(formula.reshaped(input, joined), scale, shift, node.decimal("epsilon", 1e-5f)));
        graph.define(node.output(), formula.reshaped(normal, dims), Layout.identity(dims.size()));
    }

    private static void rootMeanSquareNorm(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0));
        int rank = input.type().rank();
        int axis = Axes.normalised(node.integer("axis", -1), rank, "axis");
        node.ignore("stash_type");
        Formula formula = new Formula(graph);
        Value normal = formula.rootMeanSquareNormalised(input, IntStream.range(axis, rank).boxed().toList(),
            node.decimal("epsilon", 1e-5f));
        graph.define(node.output(), formula.mul(normal, graph.value(node.input(1))), Layout.identity(rank));
    }

    /** x / (bias + alpha m)^beta, with m the mean of x^2 over {@code size} channels, absent ones 0 (Krizhevsky et al., 2012). */
    private static void localResponse(ImportNode node, GraphImport graph) {
        Value input = channelsLast(node, graph, 3);
        List<Integer> dims = input.type().shape().dims();
        int size = node.integer("size", 0);
        int channels = dims.get(dims.size() - 1);
        if (size < 1) {
            throw new InvalidInput("size is at least 1, got " + size);
        }
        Formula formula = new Formula(graph);
        Value squares = formula.reshaped(formula.mul(input, input), List.of(input.type().elements() / channels, channels, 1));
        Value mean = graph.emit(new Pool(squares, Pool.Kind.AVERAGE, List.of(size), List.of(1), List.of((size - 1) / 2), List.of(size / 2),
            true));
        Value base = formula.add(formula.mul(formula.reshaped(mean, dims), node.decimal("alpha", 1e-4f)), node.decimal("bias", 1));
        Value power = formula.binary(Binary.Kind.POW, base, formula.scalar(base, node.decimal("beta", 0.75f)));
        graph.define(node.output(), formula.div(input, power), Layout.channelsFirst(dims.size()));
    }
}
