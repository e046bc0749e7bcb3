package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Map;
import java.util.Optional;

/** Element-wise functions; the gate of silu and hard_swish is recognised by the product that follows it. */
final class ActivationImport {
    private static final float TOLERANCE = 1e-4f;

    private ActivationImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        Map<String, Unary.Kind> plain = Map.ofEntries(Map.entry("Relu", Unary.Kind.RELU), Map.entry("Tanh", Unary.Kind.TANH),
            Map.entry("HardSwish", Unary.Kind.HARD_SWISH), Map.entry("Softplus", Unary.Kind.SOFTPLUS), Map.entry("Erf", Unary.Kind.ERF),
            Map.entry("Neg", Unary.Kind.NEG), Map.entry("Abs", Unary.Kind.ABS), Map.entry("Exp", Unary.Kind.EXP),
            Map.entry("Log", Unary.Kind.LOG), Map.entry("Sqrt", Unary.Kind.SQRT), Map.entry("Reciprocal", Unary.Kind.RECIPROCAL),
            Map.entry("Floor", Unary.Kind.FLOOR), Map.entry("Ceil", Unary.Kind.CEIL), Map.entry("Round", Unary.Kind.ROUND),
            Map.entry("Sign", Unary.Kind.SIGN), Map.entry("Sin", Unary.Kind.SIN), Map.entry("Cos", Unary.Kind.COS),
            Map.entry("Not", Unary.Kind.NOT));
        plain.forEach((operator, kind) -> handlers.put(operator, (node, graph) -> bind(node, node, graph, kind)));
        handlers.put("Sigmoid", (node, graph) -> gate(node, graph, Unary.Kind.SIGMOID, Unary.Kind.SILU));
        handlers.put("HardSigmoid", ActivationImport::hardSigmoid);
        handlers.put("Clip", ActivationImport::clip);
        handlers.put("Gelu", ActivationImport::gelu);
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
        if (near(alpha, 1f / 6) && near(beta, 0.5f)) {
            gate(node, graph, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH);
            return;
        }
        Layout layout = graph.layoutOf(node.input(0));
        Formula formula = new Formula(graph);
        Value line = formula.add(formula.mul(graph.value(node.input(0), layout), alpha), beta);
        graph.bind(node, new Clamp(line, 0, 1), layout);
    }

    private static void clip(ImportNode node, GraphImport graph) {
        if (!graph.symbol(node.input(0)).type().dtype().isFloating()) {
            clipIntegers(node, graph);
            return;
        }
        float min = node.optional(1).map(name -> graph.decimal(name, "min")).orElse(Float.NEGATIVE_INFINITY);
        float max = node.optional(2).map(name -> graph.decimal(name, "max")).orElse(Float.POSITIVE_INFINITY);
        Layout layout = graph.layoutOf(node.input(0));
        if (min == 0 && max == 6) {
            bind(node, node, graph, Unary.Kind.RELU6);
        } else if (min == 0 && max >= Float.MAX_VALUE) {
            bind(node, node, graph, Unary.Kind.RELU);
        } else if (min > max) {
            graph.bind(node, new Clamp(graph.value(node.input(0), layout), max, max), layout);
        } else {
            graph.bind(node, new Clamp(graph.value(node.input(0), layout), min, max), layout);
        }
    }

    private static void clipIntegers(ImportNode node, GraphImport graph) {
        Layout layout = graph.layoutOf(node.input(0));
        Value value = graph.value(node.input(0), layout);
        if (node.optional(1).isPresent()) {
            value = graph.emit(new Binary(value, graph.value(node.input(1)), Binary.Kind.MAX));
        }
        if (node.optional(2).isPresent()) {
            value = graph.emit(new Binary(value, graph.value(node.input(2)), Binary.Kind.MIN));
        }
        graph.define(node.output(), value, layout);
    }

    private static void gelu(ImportNode node, GraphImport graph) {
        String approximate = node.text("approximate", "none");
        if (approximate.equals("none")) {
            bind(node, node, graph, Unary.Kind.GELU);
        } else if (approximate.equals("tanh")) {
            Layout layout = graph.layoutOf(node.input(0));
            graph.define(node.output(), tanhGelu(graph, graph.value(node.input(0), layout)), layout);
        } else {
            throw new InvalidInput("approximate is none or tanh, got " + Quoted.text(approximate));
        }
    }

    /** x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel, 2016). */
    static Value tanhGelu(GraphImport graph, Value x) {
        Formula formula = new Formula(graph);
        Value cubic = formula.mul(formula.mul(formula.mul(x, x), x), 0.044715f);
        Value inner = formula.mul(formula.add(x, cubic), (float) Math.sqrt(2 / Math.PI));
        Value gate = formula.add(formula.unary(Unary.Kind.TANH, inner), 1);
        return formula.mul(formula.mul(x, gate), 0.5f);
    }

    static boolean near(float value, float expected) {
        return Math.abs(value - expected) < TOLERANCE;
    }
}
