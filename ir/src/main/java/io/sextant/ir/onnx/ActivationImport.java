package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Unary;
import java.util.Map;
import java.util.Optional;

/** Element-wise functions; the gate of silu and hard_swish is recognised by the product that follows it. */
final class ActivationImport {
    private static final float TOLERANCE = 1e-4f;

    private ActivationImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Relu", (node, graph) -> bind(node, node, graph, Unary.Kind.RELU));
        handlers.put("Tanh", (node, graph) -> bind(node, node, graph, Unary.Kind.TANH));
        handlers.put("HardSwish", (node, graph) -> bind(node, node, graph, Unary.Kind.HARD_SWISH));
        handlers.put("Sigmoid", (node, graph) -> gate(node, graph, Unary.Kind.SIGMOID, Unary.Kind.SILU));
        handlers.put("HardSigmoid", ActivationImport::hardSigmoid);
        handlers.put("Clip", ActivationImport::clip);
        handlers.put("Gelu", ActivationImport::gelu);
        handlers.put("Erf", (node, graph) -> {
            throw new InvalidInput("only supported as part of GELU, x / 2 (1 + erf(x / sqrt 2))");
        });
    }

    /** Binds the output of {@code last} to the function of the input of {@code first}. */
    static void bind(ImportNode first, ImportNode last, GraphImport graph, Unary.Kind kind) {
        String input = first.input(0);
        Layout layout = graph.layoutOf(input);
        graph.bind(last, new Unary(graph.value(input, layout), kind), layout);
    }

    private static void gate(ImportNode node, GraphImport graph, Unary.Kind alone, Unary.Kind gated) {
        Optional<ImportNode> product = graph.soleConsumer(node.output())
            .filter(mul -> !node.isByItself() && isProduct(mul, node.input(0)));
        if (product.isPresent()) {
            graph.claim(product.get());
            bind(node, product.get(), graph, gated);
        } else {
            bind(node, node, graph, alone);
        }
    }

    private static boolean isProduct(ImportNode node, String factor) {
        return node.is("Mul") && node.inputs().size() == 2 && node.inputs().contains(factor);
    }

    private static void hardSigmoid(ImportNode node, GraphImport graph) {
        float alpha = node.decimal("alpha", 0.2f);
        float beta = node.decimal("beta", 0.5f);
        if (!near(alpha, 1f / 6) || !near(beta, 0.5f)) {
            throw new InvalidInput("alpha is 1/6 and beta 1/2, got " + alpha + " and " + beta);
        }
        gate(node, graph, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH);
    }

    private static void clip(ImportNode node, GraphImport graph) {
        float min = node.optional(1).map(name -> graph.decimal(name, "min")).orElse(Float.NEGATIVE_INFINITY);
        float max = node.optional(2).map(name -> graph.decimal(name, "max")).orElse(Float.POSITIVE_INFINITY);
        if (min == 0 && max == 6) {
            bind(node, node, graph, Unary.Kind.RELU6);
        } else if (min == 0 && max >= Float.MAX_VALUE) {
            bind(node, node, graph, Unary.Kind.RELU);
        } else {
            throw new InvalidInput("only [0, 6] (relu6) and [0, ...] (relu) are supported, got [" + min + ", " + max + "]");
        }
    }

    private static void gelu(ImportNode node, GraphImport graph) {
        if (!node.text("approximate", "none").equals("none")) {
            throw new InvalidInput("only approximate=none is supported");
        }
        bind(node, node, graph, Unary.Kind.GELU);
    }

    static boolean near(float value, float expected) {
        return Math.abs(value - expected) < TOLERANCE;
    }
}
