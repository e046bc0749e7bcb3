package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ONNX's attention, by the products, sums and softmax that it consists of. */
final class AttentionImport {
    private static final List<String> FURTHER_INPUTS = List.of("past_key", "past_value", "nonpad_kv_seqlen");
    private static final List<String> FURTHER_OUTPUTS = List.of("present_key", "present_value", "qk_matmul_output");

    private AttentionImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Attention", AttentionImport::attention);
    }

    private static void attention(ImportNode node, GraphImport graph) {
        requireNoCache(node, graph);
        Formula formula = new Formula(graph);
        ScaledProducts products = new ScaledProducts(formula, heads(node, formula, 0, "q_num_heads"),
            heads(node, formula, 1, "kv_num_heads"), heads(node, formula, 2, "kv_num_heads"));
        float cap = node.decimal("softcap", 0);
        if (!(cap >= 0)) {
            throw new InvalidInput("softcap is at least 0, got " + cap);
        }
        Value scores = products.capped(products.scores(node.decimal("scale", products.usualScale())), cap);
        Value result = products.weighed(masked(node, formula, scores), precision(node, products.queries().type().dtype()));
        boolean joined = graph.rank(node.input(0)) == 3;
        graph.define(node.output(), joined ? ScaledProducts.joined(formula, result) : result, Layout.identity(joined ? 3 : 4));
    }

    /** One input is attended as a whole; what serves to continue an earlier one is refused. */
    private static void requireNoCache(ImportNode node, GraphImport graph) {
        for (int i = 0; i < FURTHER_INPUTS.size(); i++) {
            if (node.optional(4 + i).isPresent()) {
                throw new InvalidInput(FURTHER_INPUTS.get(i) + " is not supported, only sequences that are attended as a whole");
            }
        }
        for (int i = 1; i < Math.min(4, node.outputs().size()); i++) {
            if (graph.isUsed(node.outputs().get(i))) {
                throw new InvalidInput("the output " + FURTHER_OUTPUTS.get(i - 1) + " is not supported");
            }
        }
        node.ignore("qk_matmul_output_mode");
    }

    /** Shares are computed in the element type, or more exactly. */
    private static DType precision(ImportNode node, DType dtype) {
        int given = node.integer("softmax_precision", 0);
        if (given != 0 && given != TensorProto.DataType.FLOAT_VALUE) {
            throw new InvalidInput("softmax_precision is " + TensorProto.DataType.FLOAT_VALUE + " (FLOAT) if given, got " + given);
        }
        return given == 0 ? dtype : DType.F32;
    }

    /** (B, heads, S, D) as given, or of (B, S, heads D). */
    private static Value heads(ImportNode node, Formula formula, int position, String attribute) {
        Value value = formula.graph().value(node.input(position));
        int rank = formula.graph().rank(node.input(0));
        int heads = node.integer(attribute, 0);
        if (rank < 3 || rank > 4 || value.type().rank() != rank) {
            throw new InvalidInput("queries, keys and values have three dimensions each, or four, got " + value.type() + " as input "
                + position);
        }
        if (rank == 4 && heads != 0 && heads != value.type().dim(1)) {
            throw new InvalidInput(attribute + " is the second of four extents, got " + heads + " for " + value.type());
        }
        return rank == 4 ? value : ScaledProducts.heads(formula, value, heads);
    }

    /**
     * What is hidden, by a mask of bools or because it comes later, has no share; a mask of numbers is added. Where all is hidden shares
     * are NaN, as ONNX defines them (ONNX Runtime makes them 0).
     */
    private static Value masked(ImportNode node, Formula formula, Value scores) {
        GraphImport graph = formula.graph();
        Optional<Value> mask = node.optional(3).map(graph::value);
        mask.ifPresent(value -> requireMask(value.type(), scores.type()));
        Optional<Value> kept = mask.filter(value -> value.type().dtype() == DType.BOOL);
        Value sum = mask.isPresent() && kept.isEmpty() ? formula.add(scores, mask.get()) : scores;
        if (node.integer("is_causal", 0) != 0) {
            Value earlier = earlier(graph, scores.type());
            kept = Optional.of(kept.map(value -> graph.emit(new Logical(value, earlier, Logical.Kind.AND))).orElse(earlier));
        }
        return kept.map(shown -> graph.emit(new Select(shown, sum, formula.scalar(sum, Float.NEGATIVE_INFINITY)))).orElse(sum);
    }

    static void requireMask(TensorType mask, TensorType scores) {
        int leading = scores.rank() - mask.rank();
        boolean fits = leading >= 0 && mask.rank() >= 2 && mask.dim(mask.rank() - 1) == scores.dim(3);
        for (int axis = 0; fits && axis < mask.rank(); axis++) {
            fits = mask.dim(axis) == 1 || mask.dim(axis) == scores.dim(leading + axis);
        }
        if (!fits) {
            throw new InvalidInput("the mask has two to four dimensions, the last that of the keys, and is broadcast to " + scores.shape()
                + ", got " + mask);
        }
    }

    /** (S, T): whether the key stands at the query's position or before it. */
    static Value earlier(GraphImport graph, TensorType scores) {
        TensorType type = new TensorType(DType.BOOL, Shape.of(scores.dim(2), scores.dim(3)));
        graph.constants().budget().take(type);
        int[] kept = new int[type.elements()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i % type.dim(1) <= i / type.dim(1) ? 1 : 0;
        }
        return graph.constant(Tensor.ofInts(type, kept));
    }
}
