package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.QuantisationReport.LayerError;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Runs graphs in f32 and quantised, and compares what becomes of their values. */
final class ErrorMeasurement {
    private final Graph graph;
    private final Ranges ranges;
    private final Plan plan;
    private final Quantised quantised;
    private final Map<Value, Op> ops = new HashMap<>();
    /** Mnemonics; of a layer with an activation that of what is before it. */
    private final Map<Value, String> operators = new HashMap<>();
    private final Map<Value, SignalToNoise> errors = new LinkedHashMap<>();
    private final Map<Value, SignalToNoise> alone = new LinkedHashMap<>();
    private final SignalToNoise outputs = new SignalToNoise();

    ErrorMeasurement(Graph graph, Ranges ranges, Plan plan) {
        this.graph = graph;
        this.ranges = ranges;
        this.plan = plan;
        this.quantised = PostTraining.quantise(graph, ranges, plan);
        Layer.of(graph, plan.rounding()).forEach(layer -> operators.put(layer.result(), layer.op().mnemonic()));
        graph.nodes().forEach(node -> ops.put(node.result(), node.op()));
        quantised.layers().forEach(layer -> errors.put(layer, new SignalToNoise()));
    }

    QuantisationReport run(Iterable<List<Tensor>> samples, boolean sensitivity) {
        Map<Value, Quantised> single = new LinkedHashMap<>();
        if (sensitivity) {
            quantised.layers().forEach(layer -> single.put(layer, PostTraining.quantise(graph, ranges, onIntegersAlone(layer))));
        }
        for (List<Tensor> sample : samples) {
            Map<Value, Tensor> expected = Interpreter.values(graph, sample);
            Map<Value, Tensor> actual = values(quantised.graph(), expected);
            errors.forEach((layer, error) -> error.add(expected.get(layer), actual.get(quantised.results().get(layer))));
            addOutputs(quantised.graph(), expected, actual, outputs);
            single.forEach((layer, variant) -> addOutputs(variant.graph(), expected, values(variant.graph(), expected),
                alone.computeIfAbsent(layer, key -> new SignalToNoise())));
        }
        return new QuantisationReport(errors.entrySet().stream().map(entry -> error(entry.getKey(), entry.getValue())).toList(),
            outputs.decibels());
    }

    private LayerError error(Value layer, SignalToNoise error) {
        OptionalDouble sensitivity = alone.containsKey(layer) ? OptionalDouble.of(alone.get(layer).decibels()) : OptionalDouble.empty();
        return new LayerError(layer, operators.get(layer), error.decibels(), error.largestSteps(), sensitivity);
    }

    private Plan onIntegersAlone(Value layer) {
        Set<Integer> others = new HashSet<>();
        quantised.layers().stream().filter(other -> !other.equals(layer)).forEach(other -> others.add(other.id()));
        return plan.keeping(others);
    }

    /** All values of a quantised form; what it has in common with the f32 graph is taken from {@code known}. */
    private Map<Value, Tensor> values(Graph form, Map<Value, Tensor> known) {
        Map<Value, Tensor> values = new HashMap<>(form.constants());
        for (int i = 0; i < form.inputs().size(); i++) {
            Value real = graph.inputs().get(i).value();
            Value input = form.inputs().get(i).value();
            values.put(input, input.equals(real) ? known.get(real) : input(real, input, known.get(real)));
        }
        for (Node node : form.nodes()) {
            boolean same = node.op().equals(ops.get(node.result()))
                && node.op().operands().stream().allMatch(operand -> values.get(operand) == known.get(operand));
            values.put(node.result(), same ? known.get(node.result()) : Interpreter.evaluate(node.op(), values::get));
        }
        return values;
    }

    private Tensor input(Value real, Value input, Tensor tensor) {
        return Interpreter.evaluate(new Requantize(real, input.type(), plan.rounding()), value -> tensor);
    }

    private void addOutputs(Graph form, Map<Value, Tensor> expected, Map<Value, Tensor> actual, SignalToNoise error) {
        for (int i = 0; i < graph.outputs().size(); i++) {
            Value output = graph.outputs().get(i).value();
            if (output.type().dtype() == DType.F32) {
                error.add(expected.get(output), actual.get(form.outputs().get(i).value()));
            }
        }
    }
}
