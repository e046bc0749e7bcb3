package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attention as ONNX Runtime's own optimiser fuses it in encoders (domain com.microsoft). */
final class MicrosoftAttentionImport {
    private static final int ATTENTION_BIAS = 5;

    private MicrosoftAttentionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("com.microsoft:Attention", MicrosoftAttentionImport::projecting);
        handlers.put("com.microsoft:MultiHeadAttention", MicrosoftAttentionImport::projected);
    }

    /** Queries, keys and values are one dense layer of the input, one behind the other. */
    private static void projecting(ImportNode node, GraphImport graph) {
        refuse(node, graph, List.of(4, 6));
        node.require("do_rotary", 0);
        node.require("past_present_share_buffer", 0);
        node.ignore("rotary_embedding_dim");
        Value dense = graph.emit(new Dense(graph.value(node.input(0)), graph.value(node.input(1)), node.optional(2).map(graph::value)));
        if (dense.type().rank() != 3) {
            throw new InvalidInput("the input is (B, S, C), got " + graph.symbol(node.input(0)).onnxShape());
        }
        int width = dense.type().dim(2);
        List<Integer> widths = node.integers("qkv_hidden_sizes").orElse(List.of(width / 3, width / 3, width / 3));
        if (widths.size() != 3 || widths.stream().anyMatch(part -> part < 1)
            || widths.stream().mapToLong(part -> part).sum() != width) {
            throw new InvalidInput("queries, keys and values share " + width + " columns of the weights, got " + widths);
        }
        int keys = widths.get(0);
        int values = keys + widths.get(1);
        attend(node, graph, List.of(RegionImport.part(graph, dense, 2, 0, keys), RegionImport.part(graph, dense, 2, keys, values),
            RegionImport.part(graph, dense, 2, values, width)), 3);
    }

    /** Queries, keys and values are given apart, without the bias of the layers that they come from. */
    private static void projected(ImportNode node, GraphImport graph) {
        refuse(node, graph, List.of(6, 7, 8, 9));
        Value queries = graph.value(node.input(0));
        Value keys = graph.value(node.input(1));
        Value values = graph.value(node.input(2));
        for (Value part : List.of(queries, keys, values)) {
            if (part.type().rank() != 3) {
                throw new InvalidInput("queries, keys and values have three dimensions each, got " + part.type());
            }
        }
        Optional<Value> bias = node.optional(3).map(graph::value);
        if (bias.isPresent()) {
            int first = queries.type().dim(2);
            long second = (long) first + keys.type().dim(2);
            if (bias.get().type().rank() != 1 || bias.get().type().dim(0) != second + values.type().dim(2)) {
                throw new InvalidInput("the bias is that of queries, keys and values, got " + bias.get().type());
            }
            Formula formula = new Formula(graph);
            int last = bias.get().type().dim(0);
            queries = formula.add(queries, RegionImport.part(graph, bias.get(), 0, 0, first));
            keys = formula.add(keys, RegionImport.part(graph, bias.get(), 0, first, (int) second));
            values = formula.add(values, RegionImport.part(graph, bias.get(), 0, (int) second, last));
        }
        attend(node, graph, List.of(queries, keys, values), 4);
    }

    private static void refuse(ImportNode node, GraphImport graph, List<Integer> inputs) {
        for (int input : inputs) {
            if (node.optional(input).isPresent()) {
                throw new InvalidInput("input " + input + " is not supported, only sequences that are attended as a whole");
            }
        }
        if (node.outputs().stream().skip(1).anyMatch(graph::isUsed)) {
            throw new InvalidInput("only the first output is supported, keys and values are not given out");
        }
    }

    private static void attend(ImportNode node, GraphImport graph, List<Value> parts, int maskInput) {
        Formula formula = new Formula(graph);
        int heads = node.integer("num_heads", 0);
        ScaledProducts products = new ScaledProducts(formula, ScaledProducts.heads(formula, parts.get(0), heads),
            ScaledProducts.heads(formula, parts.get(1), heads), ScaledProducts.heads(formula, parts.get(2), heads));
        float scale = node.decimal("scale", 0);
        Value scores = products.scores(scale == 0 ? products.usualScale() : scale);
        float hidden = node.decimal("mask_filter_value", -10000);
        Optional<Value> mask = node.optional(maskInput).map(name -> padding(formula, graph.value(name), scores, hidden));
        Value shown = mask.map(value -> formula.add(scores, value)).orElse(scores);
        Optional<Value> bias = node.optional(ATTENTION_BIAS).map(graph::value);
        bias.ifPresent(value -> AttentionImport.requireMask(value.type(), scores.type()));
        Value sum = bias.map(value -> formula.add(shown, value)).orElse(shown);
        Value kept = node.integer("unidirectional", 0) == 0 ? sum : graph.emit(new Select(AttentionImport.earlier(graph, scores.type()),
            sum, formula.scalar(sum, Float.NEGATIVE_INFINITY)));
        Value result = products.weighed(kept, scores.type().dtype());
        graph.define(node.output(), ScaledProducts.joined(formula, result), Layout.identity(3));
    }

    /** What is added to the scores of a key: 0 where the mask (B, T) is above 0, else {@code hidden}. */
    private static Value padding(Formula formula, Value mask, Value scores, float hidden) {
        TensorType type = scores.type();
        DType dtype = mask.type().dtype();
        if (dtype != DType.I32 && dtype != DType.I64 || !mask.type().shape().dims().equals(List.of(type.dim(0), type.dim(3)))) {
            throw new InvalidInput("the mask has an integer for each key of each sequence, (" + type.dim(0) + ", " + type.dim(3)
                + "), other forms are not supported, got " + mask.type());
        }
        GraphImport graph = formula.graph();
        Value shown = graph.emit(new Compare(mask, IndexImport.integer(graph, mask, 0), Compare.Kind.GREATER));
        Value added = graph.emit(new Select(shown, formula.scalar(scores, 0), formula.scalar(scores, hidden)));
        return formula.reshaped(added, List.of(type.dim(0), 1, 1, type.dim(3)));
    }
}
