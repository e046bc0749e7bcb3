package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that ONNX Runtime's own optimiser leaves in models (domain com.microsoft), where they are formulas of ours. */
final class MicrosoftImport {
    private static final String DOMAIN = "com.microsoft:";

    private MicrosoftImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put(DOMAIN + "Gelu", (node, graph) -> ActivationImport.bind(node, node, graph, Unary.Kind.GELU));
        handlers.put(DOMAIN + "BiasGelu", (node, graph) -> biased(node, graph, false));
        handlers.put(DOMAIN + "FastGelu", (node, graph) -> biased(node, graph, true));
        handlers.put(DOMAIN + "QuickGelu", (node, graph) -> {
            Layout layout = graph.layoutOf(node.input(0));
            Value x = graph.value(node.input(0), layout);
            Formula formula = new Formula(graph);
            Value gate = formula.unary(Unary.Kind.SIGMOID, formula.mul(x, node.decimal("alpha", 1.702f)));
            graph.define(node.output(), formula.mul(x, gate), layout);
        });
        handlers.put(DOMAIN + "SkipLayerNormalization", MicrosoftImport::skipLayerNorm);
        handlers.put(DOMAIN + "FusedConv", MicrosoftImport::fusedConvolution);
        handlers.put(DOMAIN + "FusedMatMul", MicrosoftImport::fusedMatMul);
    }

    private static void biased(ImportNode node, GraphImport graph, boolean tanh) {
        Formula formula = new Formula(graph);
        Value x = graph.value(node.input(0));
        Value sum = node.optional(1).map(name -> formula.add(x, graph.value(name))).orElse(x);
        Value result = tanh ? ActivationImport.tanhGelu(graph, sum) : formula.unary(Unary.Kind.GELU, sum);
        graph.define(node.output(), result, Layout.identity(result.type().rank()));
    }

    /** Normalises input + skip + bias; the fourth output is that sum. */
    private static void skipLayerNorm(ImportNode node, GraphImport graph) {
        Formula formula = new Formula(graph);
        Value pair = formula.add(graph.value(node.input(0)), graph.value(node.input(1)));
        Value sum = node.optional(4).map(name -> formula.add(pair, graph.value(name))).orElse(pair);
        Value scale = graph.value(node.input(2));
        Value shift = node.optional(3).map(graph::value).orElseGet(() -> graph.constant(Tensor.filled(scale.type(), 0)));
        Layout layout = Layout.identity(sum.type().rank());
        graph.bind(node, new LayerNorm(sum, scale, shift, node.decimal("epsilon", 1e-12f)), layout);
        if (node.outputs().size() > 3 && !node.outputs().get(3).isEmpty()) {
            graph.define(node.outputs().get(3), sum, layout);
        }
    }

    private static void fusedConvolution(ImportNode node, GraphImport graph) {
        Value input = SpatialImport.input(node, graph);
        Value result = SpatialImport.convolved(node, graph, input, graph.symbol(node.input(1)), node.optional(2).map(graph::value));
        Layout layout = Layout.channelsFirst(input.type().rank());
        Optional<Value> residual = node.optional(3).map(name -> graph.value(name, layout));
        Value sum = residual.map(other -> new Formula(graph).add(result, other)).orElse(result);
        graph.define(node.output(), activated(node, graph, sum), layout);
    }

    private static Value activated(ImportNode node, GraphImport graph, Value x) {
        Formula formula = new Formula(graph);
        List<Float> parameters = node.decimals("activation_params").orElse(List.of());
        String activation = node.text("activation", "");
        int expected = switch (activation) {
            case "Clip" -> 2;
            case "LeakyRelu" -> 1;
            default -> 0;
        };
        if (parameters.size() != expected) {
            throw new InvalidInput(Quoted.text(activation) + " has " + expected + " parameters, got " + parameters);
        }
        return switch (activation) {
            case "" -> x;
            case "Relu" -> formula.unary(Unary.Kind.RELU, x);
            case "Tanh" -> formula.unary(Unary.Kind.TANH, x);
            case "Sigmoid" -> formula.unary(Unary.Kind.SIGMOID, x);
            case "Clip" -> graph.emit(new Clamp(x, parameters.get(0), parameters.get(1)));
            case "LeakyRelu" -> graph.emit(new LeakyRelu(x, parameters.get(0)));
            default -> throw new InvalidInput("activation " + Quoted.text(activation) + " is not supported");
        };
    }

    private static void fusedMatMul(ImportNode node, GraphImport graph) {
        node.require("transBatchA", 0);
        node.require("transBatchB", 0);
        Value left = flipped(graph, node.input(0), node.integer("transA", 0) != 0);
        Value right = flipped(graph, node.input(1), node.integer("transB", 0) != 0);
        Value product = new Formula(graph).mul(ProductImport.product(graph, left, right), node.decimal("alpha", 1));
        graph.define(node.output(), product, Layout.identity(product.type().rank()));
    }

    /** The last two dimensions exchanged, if asked for. */
    private static Value flipped(GraphImport graph, String name, boolean flip) {
        int rank = graph.rank(name);
        if (!flip || rank < 2) {
            return graph.value(name);
        }
        List<Integer> permutation = new ArrayList<>(Layout.identity(rank).axes());
        Collections.swap(permutation, rank - 2, rank - 1);
        return new Formula(graph).transposed(graph.value(name), permutation);
    }
}
