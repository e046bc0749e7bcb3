package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.ActivationBounds;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An operator of an f32 graph, and the activation that becomes the bounds of its integers.
 *
 * @param activation the one user of what {@code node} computes, if that is a clamp of some kind
 */
record Layer(Node node, Optional<Node> activation) {
    private static final Set<ActivationBounds> FUSED_BY_TFLITE = Set.of(ActivationBounds.RELU, ActivationBounds.RELU6,
        ActivationBounds.RELU_N1_TO_1);

    /** What the layer hands on. */
    Value result() {
        return activation.orElse(node).result();
    }

    Op op() {
        return node.op();
    }

    /** The numbers that the activation lets through. */
    Optional<ActivationBounds> bounds() {
        return activation.flatMap(node -> ActivationBounds.of(node.op()));
    }

    /** All operators of {@code graph}, each in one layer, in the graph's order of those that compute. */
    static List<Layer> of(Graph graph, Rounding rounding) {
        Uses uses = new Uses(graph);
        Map<Value, List<Node>> consumers = graph.consumers();
        Set<Value> fused = new HashSet<>();
        List<Layer> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (fused.contains(node.result())) {
                continue;
            }
            Optional<Node> activation = takesActivation(node.op()) && uses.of(node.result()) == 1
                ? consumers.getOrDefault(node.result(), List.of()).stream().filter(user -> isFused(user.op(), rounding)).findFirst()
                : Optional.empty();
            activation.ifPresent(follower -> fused.add(follower.result()));
            layers.add(new Layer(node, activation));
        }
        return layers;
    }

    private static boolean takesActivation(Op op) {
        return op instanceof Convolution || op instanceof Dense || op instanceof Binary binary
            && (binary.kind() == Binary.Kind.ADD || binary.kind() == Binary.Kind.SUB || binary.kind() == Binary.Kind.MUL);
    }

    private static boolean isFused(Op op, Rounding rounding) {
        return ActivationBounds.of(op).filter(bounds -> rounding == Rounding.QDQ || FUSED_BY_TFLITE.contains(bounds)).isPresent();
    }
}
