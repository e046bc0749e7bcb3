package io.sextant.ir.tflite.write;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Activations of real numbers that the operator before them takes with it, where nothing else uses its result. */
final class FusedActivations {
    /** By the id of the operator's own result. */
    private final Map<Integer, Node> after = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();

    static FusedActivations of(Graph graph) {
        FusedActivations fused = new FusedActivations();
        Map<Value, List<Node>> consumers = graph.consumers();
        Set<Value> outputs = new HashSet<>(graph.outputs().stream().map(Port::value).toList());
        for (Node node : graph.nodes()) {
            List<Node> uses = consumers.getOrDefault(node.result(), List.of());
            boolean sole = uses.size() == 1 && !outputs.contains(node.result()) && node.result().type().dtype() == DType.F32;
            if (sole && takesActivation(node.op()) && Activation.of(uses.get(0).op()).isPresent()) {
                fused.after.put(node.result().id(), uses.get(0));
                fused.absorbed.add(uses.get(0).result().id());
            }
        }
        return fused;
    }

    private static boolean takesActivation(Op op) {
        return op instanceof Convolution || op instanceof Dense || op instanceof Pool
            || op instanceof Binary binary && Set.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV).contains(binary.kind());
    }

    boolean isPartOfAnother(Node node) {
        return absorbed.contains(node.result().id());
    }

    /** {@code call}, of {@code node}, with what comes after it. */
    Call joined(Node node, Call call) {
        Node activation = after.get(node.result().id());
        return activation == null ? call
            : call.with(activation.result(), Activation.fused(Activation.of(activation.op()).orElseThrow()));
    }
}
