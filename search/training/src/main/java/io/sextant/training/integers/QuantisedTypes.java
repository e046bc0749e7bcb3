package io.sextant.training.integers;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Quantised;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values of an f32 graph its quantised form has on integers, and by which types: what fine-tuning rounds is what quantising rounds.
 * A value that layers in f32 use beside layers on integers is taken as rounded for both.
 */
final class QuantisedTypes {
    private final Map<Value, Node> real = new HashMap<>();
    private final Map<Value, Node> integers = new HashMap<>();
    private final Quantised quantised;
    private final Map<Value, TensorType> types = new HashMap<>();

    private QuantisedTypes(Graph graph, Quantised quantised) {
        this.quantised = quantised;
        graph.nodes().forEach(node -> real.put(node.result(), node));
        quantised.graph().nodes().forEach(node -> integers.put(node.result(), node));
        results();
        quantised.layers().forEach(layer -> constants(graph, layer));
    }

    /** @param graph that {@code quantised} was made of */
    static Map<Value, TensorType> of(Graph graph, Quantised quantised) {
        return new QuantisedTypes(graph, quantised).types;
    }

    private void results() {
        Map<Value, Value> sources = new HashMap<>();
        quantised.results().forEach((value, made) -> {
            sources.put(made, value);
            if (made.type().isQuantised()) {
                types.put(value, made.type());
            }
        });
        for (Node node : quantised.graph().nodes()) {
            boolean fromReal = node.op() instanceof Requantize conversion && !conversion.input().type().isQuantised();
            if (fromReal) {
                types.putIfAbsent(sources.get(((Requantize) node.op()).input()), node.result().type());
            }
        }
    }

    private void constants(Graph graph, Value layer) {
        Quantized computed = (Quantized) integers.get(quantised.results().get(layer)).op();
        List<Value> operands = before(real.get(layer).op(), computed.real()).operands();
        for (int i = 0; i < operands.size(); i++) {
            if (graph.isConstant(operands.get(i))) {
                types.put(operands.get(i), computed.inputs().get(i).type());
            }
        }
    }

    /** The operator of a layer; that of its result may be the activation. */
    private Op before(Op last, Op computed) {
        return last.getClass() == computed.getClass() ? last : real.get(last.operands().get(0)).op();
    }
}
