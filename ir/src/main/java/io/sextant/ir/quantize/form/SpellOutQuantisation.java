package io.sextant.ir.quantize.form;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code quantized(f)(x...) -> quantize(f(dequantize(x)...))}, and of a change of quantisation the same without f. Types lose their
 * quantisation: inputs, outputs and constants are bare integers, and operators that move elements stay on them. What it computes is
 * {@link io.sextant.ir.op.Rounding#QDQ}, of products up to the rounding of f32 sums; a graph of the other rounding comes out as an
 * approximation, by at most one step an operator.
 *
 * <p>Dense layers of several rows and a bias are written over two dimensions, between reshapes of integers: the one form that runtimes
 * compute on integers.
 */
public final class SpellOutQuantisation {
    private final GraphBuilder builder;
    private final Map<Value, Value> spelt = new HashMap<>();
    private final Map<Value, Node> sources = new HashMap<>();
    private final Conversion conversion;

    private SpellOutQuantisation(String name, boolean clampsIntegers) {
        builder = new GraphBuilder(name);
        conversion = new Conversion(builder, clampsIntegers);
    }

    /** The same object if nothing in it is quantised. */
    public static Graph of(Graph graph) {
        return isQuantised(graph) ? spell(graph, false).graph() : graph;
    }

    private static Spelling spell(Graph graph, boolean clampsIntegers) {
        SpellOutQuantisation spelling = new SpellOutQuantisation(graph.name(), clampsIntegers);
        for (Port input : graph.inputs()) {
            spelling.spelt.put(input.value(), spelling.builder.input(input.name(), input.value().type().bare()));
        }
        graph.constants().forEach((value, tensor) ->
            spelling.spelt.put(value, spelling.builder.constant(value.type().isQuantised() ? tensor.reshaped(value.type().bare()) : tensor)));
        graph.nodes().forEach(spelling::node);
        graph.outputs().forEach(output -> spelling.builder.output(output.name(), spelling.spelt.get(output.value())));
        return new Spelling(spelling.builder.build(), spelling.sources);
    }

    /**
     * The same of {@link UnsignedActivations}, and integers that are clamped to less than their type holds by maximum and minimum of
     * integers: what lies between a product and its quantisation keeps ONNX Runtime from computing it on integers.
     */
    public static Spelling unsigned(Graph graph) {
        Spelling unsigned = UnsignedActivations.of(graph);
        return spell(unsigned.graph(), true).of(unsigned);
    }

    /** Whether any value of the graph has a quantised type. */
    public static boolean isQuantised(Graph graph) {
        return Stream.of(graph.inputs().stream().map(Port::value), graph.constants().keySet().stream(),
            graph.nodes().stream().map(Node::result)).flatMap(values -> values).anyMatch(value -> value.type().isQuantised());
    }

    private void node(Node node) {
        List<Value> made = conversion.recording();
        Value result;
        if (node.op() instanceof Requantize op) {
            result = requantized(op);
        } else if (node.op() instanceof Quantized op) {
            result = quantized(op);
        } else {
            result = conversion.add(node.op().mapOperands(spelt::get));
        }
        made.forEach(value -> sources.put(value, node));
        spelt.put(node.result(), result);
    }

    private Value requantized(Requantize op) {
        Value input = spelt.get(op.input());
        TensorType from = op.input().type();
        Value real = from.isQuantised() ? conversion.real(input, from.scheme()) : input;
        return op.to().isQuantised() ? conversion.integers(real, op.to()) : real;
    }

    private Value quantized(Quantized op) {
        return op.real() instanceof Dense dense && dense.type().rank() > 2 && dense.bias().isPresent() ? rows(op, dense)
            : computed(op, op.real(), spelt);
    }

    /** The integers of {@code real}, which is the operator of {@code op} on operands of possibly other shapes. */
    private Value computed(Quantized op, Op real, Map<Value, Value> integers) {
        Map<Integer, Value> reals = new HashMap<>();
        op.inputs().forEach(input -> reals.computeIfAbsent(input.id(),
            id -> conversion.real(integers.get(input), input.type().scheme())));
        Value result = conversion.add(real.mapOperands(operand -> reals.get(operand.id())));
        TensorType type = new TensorType(op.dtype(), result.type().shape()).quantised(op.result());
        boolean saturates = op.real() instanceof Softmax;
        return conversion.clamped(saturates ? conversion.saturated(result, type) : result, type, op.low(), op.high());
    }

    private Value rows(Quantized op, Dense dense) {
        Value input = op.inputs().get(0);
        int columns = input.type().shape().last();
        int rows = input.type().elements() / columns;
        Map<Value, Value> integers = new HashMap<>(spelt);
        integers.put(input, conversion.add(new Reshape(spelt.get(input), List.of(rows, columns))));
        Value flat = new Value(dense.input().id(), TensorType.f32(rows, columns));
        Value result = computed(op, new Dense(flat, dense.weights(), dense.bias()), integers);
        Shape shape = op.type().shape();
        return conversion.add(new Reshape(result, shape.dims()));
    }
}
