package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which layers are on integers. Those that compute are where they have a form there, ranges are known and the plan does not keep them.
 * Those that only move elements follow: they are if all that they move is, or if all that use what they moved are, so that no
 * conversion stands between.
 */
final class Precisions {
    private final Graph graph;
    private final Ranges ranges;
    private final Plan plan;
    private final Map<Value, Layer> layers = new LinkedHashMap<>();
    private final Map<Value, IntegerForm> forms = new HashMap<>();
    private final Map<Value, String> real = new LinkedHashMap<>();
    private final Set<Value> integers = new HashSet<>();

    Precisions(Graph graph, Ranges ranges, Plan plan) {
        this.graph = graph;
        this.ranges = ranges;
        this.plan = plan;
        List<Layer> all = Layer.of(graph, plan.rounding());
        all.forEach(layer -> layers.put(layer.result(), layer));
        all.forEach(layer -> refusal(layer).ifPresentOrElse(reason -> list(layer, reason),
            () -> forms.put(layer.result(), IntegerForm.of(layer.op(), plan.rounding()).orElseThrow())));
        decide(all, usedByIntegersAlone(all));
    }

    List<Layer> layers() {
        return List.copyOf(layers.values());
    }

    /** How a layer works on integers; empty if it is in f32. */
    Optional<IntegerForm> form(Layer layer) {
        return integers.contains(layer.result()) ? Optional.of(forms.get(layer.result())) : Optional.empty();
    }

    /** Whether the value is made as integers. */
    boolean isInteger(Value value) {
        return integers.contains(value);
    }

    /** The results of operators that compute with f32 or move it, and why they do. */
    Map<Value, String> real() {
        return Collections.unmodifiableMap(real);
    }

    private void list(Layer layer, String reason) {
        real.put(layer.node().result(), reason);
        real.put(layer.result(), reason);
    }

    private Optional<String> refusal(Layer layer) {
        Op op = layer.op();
        boolean reals = isReal(layer.result()) && op.operands().stream().anyMatch(Precisions::isReal);
        if (op instanceof Quantized || op instanceof Requantize) {
            return Optional.of("it is quantised already");
        }
        Optional<IntegerForm> form = IntegerForm.of(op, plan.rounding());
        if (form.isEmpty() || !reals) {
            return Optional.of(op.mnemonic() + kind(op) + " has no form on integers");
        }
        if (Stream.of(Optional.of(layer.node()), layer.activation()).flatMap(Optional::stream)
            .anyMatch(node -> plan.precision(node.result()) == Precision.F32)) {
            return Optional.of("the plan keeps it");
        }
        if (Quantized.isProduct(op)) {
            List<Value> weights = op.operands().subList(1, op.operands().size());
            if (!weights.stream().allMatch(graph::isConstant) || weights.contains(op.operands().get(0))) {
                return Optional.of("its weights are no constants of its own");
            }
        }
        boolean finite = Stream.concat(op.operands().stream().filter(Precisions::isReal), Stream.of(layer.result()))
            .allMatch(value -> ranges.of(value).isPresent());
        return finite ? Optional.empty() : Optional.of("not all it computes with is finite");
    }

    private static String kind(Op op) {
        if (op instanceof Unary unary) {
            return " " + unary.kind().name().toLowerCase(Locale.ROOT);
        }
        return "";
    }

    static boolean isReal(Value value) {
        return value.type().dtype() == DType.F32;
    }

    /** Values that are used, and by nothing but layers on integers or what moves for these alone. */
    private Set<Value> usedByIntegersAlone(List<Layer> all) {
        Set<Value> used = new HashSet<>();
        Set<Value> otherwise = new HashSet<>();
        graph.outputs().stream().map(Port::value).forEach(value -> (plan.realPorts() ? otherwise : used).add(value));
        List<Layer> backwards = new ArrayList<>(all);
        Collections.reverse(backwards);
        for (Layer layer : backwards) {
            IntegerForm form = forms.get(layer.result());
            boolean onIntegers = form != null
                && (!form.moves() || used.contains(layer.result()) && !otherwise.contains(layer.result()));
            layer.op().operands().forEach(operand -> (onIntegers ? used : otherwise).add(operand));
        }
        used.removeAll(otherwise);
        return used;
    }

    private void decide(List<Layer> all, Set<Value> usedByIntegersAlone) {
        if (!plan.realPorts()) {
            graph.inputs().stream().map(Port::value).filter(value -> isReal(value) && ranges.of(value).isPresent()).forEach(integers::add);
        }
        for (Layer layer : all) {
            IntegerForm form = forms.get(layer.result());
            if (form == null) {
                continue;
            }
            List<Value> moved = layer.op().operands().stream().filter(value -> isReal(value) && !graph.isConstant(value)).toList();
            boolean onIntegers = !moved.isEmpty() && integers.containsAll(moved);
            if (!form.moves() || onIntegers || usedByIntegersAlone.contains(layer.result())) {
                integers.add(layer.result());
            } else {
                list(layer, "what it moves is f32");
            }
        }
    }
}
