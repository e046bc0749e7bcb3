package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.ActivationBounds;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Pipeline;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Quantises trained f32 graphs. Activations have eight bits, one scale and a zero point; weights eight bits, zero point 0 and one scale
 * or one for each output channel; a bias 32 bits and the scale of input times weights. A relu or clamp becomes the bounds of the integers
 * of the layer before it.
 */
public final class PostTraining {
    private static final Pipeline WRITTEN_OUT = Pipeline.of("integers", new WriteOutBatchNorm());
    private static final Pipeline WRITTEN_OUT_FOR_TFLITE = WRITTEN_OUT.then("tflite", new WriteOutForTflite());

    private final Graph graph;
    private final Plan plan;
    private final Precisions precisions;
    private final Schemes schemes;
    private final Constants constants;
    private final Emission emission;

    private PostTraining(Graph graph, Ranges ranges, Plan plan) {
        this.graph = graph;
        this.plan = plan;
        precisions = new Precisions(graph, ranges, plan);
        schemes = new Schemes(graph, ranges, precisions, plan.rounding());
        constants = new Constants(graph, ranges);
        emission = new Emission(graph, schemes, constants, plan.rounding());
    }

    /**
     * The graph that is calibrated and quantised: rewritten for inference ({@link Rewrites#INFERENCE}), with batch
     * normalisations that could not be folded as factors and summands; for TFLite with functions that it has no integer kernel for written
     * out in those that it has.
     */
    public static Graph prepared(Graph graph, Rounding rounding) {
        Graph folded = Rewrites.INFERENCE.run(graph).graph();
        return switch (rounding) {
            case TFLITE -> WRITTEN_OUT_FOR_TFLITE.run(folded).graph();
            case QDQ -> WRITTEN_OUT.run(folded).graph();
        };
    }

    /**
     * The graph on integers as far as {@code plan} says and it can be.
     *
     * @param graph  in f32, as {@link #prepared} leaves it; a graph that is not is quantised as well, but seldom as cheaply
     * @param ranges of this graph's values
     */
    public static Quantised quantise(Graph graph, Ranges ranges, Plan plan) {
        return new PostTraining(graph, ranges, plan).run();
    }

    /**
     * What {@link #quantise} gives, but for the numbers: no weights are read, and scales mean nothing. Its kernels are those of the
     * graph once it is trained and calibrated, if all its values are finite then, so a candidate can be costed before.
     */
    public static Quantised nominal(Graph graph, Plan plan) {
        return quantise(graph, Ranges.nominal(), plan);
    }

    private Quantised run() {
        List<Port> inputs = graph.inputs().stream().map(port -> new Port(port.name(), emission.input(port.value(),
            precisions.isInteger(port.value())))).toList();
        List<Value> layers = new ArrayList<>();
        for (Layer layer : precisions.layers()) {
            Optional<IntegerForm> form = precisions.form(layer);
            if (form.isEmpty()) {
                emission.real(layer.node());
                layer.activation().ifPresent(emission::real);
            } else if (form.get().moves()) {
                emission.integers(layer.result(), layer.op().mapOperands(operand -> operand(layer, operand)));
            } else {
                emission.integers(layer.result(), computed(layer));
                layers.add(layer.result());
            }
        }
        List<Port> outputs = graph.outputs().stream().map(port -> new Port(port.name(), output(port.value()))).toList();
        return new Quantised(emission.graph(inputs, outputs), layers, emission.results(), precisions.real());
    }

    private Value operand(Layer layer, Value operand) {
        return Precisions.isReal(operand) ? emission.integers(operand, schemes.owner(layer, operand)) : emission.real(operand);
    }

    private Value output(Value value) {
        boolean asIntegers = !plan.realPorts() && precisions.isInteger(value);
        return asIntegers ? emission.integers(value, schemes.owner(value)) : emission.real(value);
    }

    private Quantized computed(Layer layer) {
        Op op = layer.op();
        Map<Value, Value> operands = new HashMap<>();
        if (Quantized.isProduct(op)) {
            operands.putAll(product(layer));
        } else {
            op.operands().forEach(operand -> operands.computeIfAbsent(operand, value -> operand(layer, value)));
        }
        Quantisation result = schemes.of(schemes.owner(layer.result()));
        Op real = op.mapOperands(operand -> Quantized.standIn(operands.get(operand)));
        Quantized quantized = Quantized.of(real, op.operands().stream().map(operands::get).toList(), DType.I8, result, plan.rounding());
        return layer.bounds().map(bounds -> clamped(quantized, bounds)).orElse(quantized);
    }

    private Map<Value, Value> product(Layer layer) {
        List<Value> operands = layer.op().operands();
        Value input = operand(layer, operands.get(0));
        Optional<Value> bias = operands.size() == 3 ? Optional.of(operands.get(2)) : Optional.empty();
        Quantisation inputScheme = input.type().scheme();
        WeightScheme scheme = layer.op() instanceof Dense ? plan.dense() : WeightScheme.PER_CHANNEL;
        Value weights = emission.constant(constants.weights(operands.get(1), bias, inputScheme.scale(), scheme));
        Map<Value, Value> product = new HashMap<>(Map.of(operands.get(0), input, operands.get(1), weights));
        bias.ifPresent(value -> product.put(value, emission.constant(constants.bias(value, inputScheme, weights.type().scheme()))));
        return product;
    }

    private static Quantized clamped(Quantized quantized, ActivationBounds bounds) {
        return quantized.clamped(bounds.low(quantized.result(), DType.I8), bounds.high(quantized.result(), DType.I8));
    }
}
