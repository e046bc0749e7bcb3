package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;
import java.util.Map;

/** Element-wise functions with parameters, and those that are formulas of others. */
final class ParametricImport {
    /** Constants of Klambauer et al., 2017, as ONNX rounds them. */
    private static final float SELU_ALPHA = 1.67326319217681884765625f;
    private static final float SELU_GAMMA = 1.05070102214813232421875f;

    private ParametricImport() {
    }

    /** A function of one value. */
    @FunctionalInterface
    private interface Function {
        Value of(ImportNode node, Formula formula, Value x);
    }

    static void register(Map<String, NodeImport> handlers) {
        put(handlers, "LeakyRelu", (node, formula, x) -> formula.graph().emit(new LeakyRelu(x, node.decimal("alpha", 0.01f))));
        put(handlers, "Elu", (node, formula, x) -> formula.graph().emit(new Elu(x, node.decimal("alpha", 1))));
        put(handlers, "Selu", (node, formula, x) ->
            formula.mul(formula.graph().emit(new Elu(x, node.decimal("alpha", SELU_ALPHA))), node.decimal("gamma", SELU_GAMMA)));
        put(handlers, "Celu", ParametricImport::celu);
        put(handlers, "Mish", (node, formula, x) ->
            formula.mul(x, formula.unary(Unary.Kind.TANH, formula.unary(Unary.Kind.SOFTPLUS, x))));
        put(handlers, "Softsign", (node, formula, x) -> formula.div(x, formula.add(formula.unary(Unary.Kind.ABS, x), 1)));
        put(handlers, "ThresholdedRelu", (node, formula, x) -> {
            Value above = formula.graph().emit(new Compare(x, formula.scalar(x, node.decimal("alpha", 1)), Compare.Kind.GREATER));
            return formula.graph().emit(new Select(above, x, formula.scalar(x, 0)));
        });
        handlers.put("PRelu", ParametricImport::pRelu);
    }

    private static void put(Map<String, NodeImport> handlers, String operator, Function function) {
        handlers.put(operator, (node, graph) -> {
            Layout layout = graph.layoutOf(node.input(0));
            graph.define(node.output(), function.of(node, new Formula(graph), graph.value(node.input(0), layout)), layout);
        });
    }

    /** max(0, x) + min(0, alpha (exp(x / alpha) - 1)), for a positive alpha alpha elu(x / alpha). */
    private static Value celu(ImportNode node, Formula formula, Value x) {
        float alpha = node.decimal("alpha", 1);
        if (!(alpha > 0)) {
            throw new InvalidInput("alpha is positive, got " + alpha);
        }
        return formula.mul(formula.graph().emit(new Elu(formula.mul(x, 1 / alpha), 1)), alpha);
    }

    /** relu(x) + slope min(x, 0), the slope broadcast to x. */
    private static void pRelu(ImportNode node, GraphImport graph) {
        String input = node.input(0);
        String slope = node.input(1);
        if (graph.rank(slope) > graph.rank(input)) {
            throw new InvalidInput("the slope " + graph.symbol(slope).type() + " is broadcast to the input "
                + graph.symbol(input).type());
        }
        Meeting meeting = Meeting.of(graph, List.of(input, slope));
        Formula formula = new Formula(graph);
        Value x = meeting.operand(input);
        Value below = formula.binary(Binary.Kind.MIN, x, formula.scalar(x, 0));
        Value result = formula.add(formula.unary(Unary.Kind.RELU, x), formula.mul(below, meeting.operand(slope)));
        if (!result.type().equals(x.type())) {
            throw new InvalidInput("the slope is broadcast to the input " + x.type() + ", not the other way, got " + result.type());
        }
        graph.define(node.output(), result, meeting.layout());
    }
}
