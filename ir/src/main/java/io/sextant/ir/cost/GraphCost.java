package io.sextant.ir.cost;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a graph costs: per node, in graph order, and in total. A constant that several nodes share counts at each of them, but once in
 * the total; one that nobody uses counts nowhere.
 *
 * @param macs multiply-accumulates of one inference, padded taps counted
 * @param parameters elements of the constants in use without running statistics
 * @param statistics elements of the means and variances of batch normalisations, which are not trained
 * @param weightBytes bytes of the constants in use, statistics among them
 * @param peakActivationBytes the most bytes of activations alive at once when nodes run in graph order and every value has a place of
 *     its own (nothing in place, no views); graph inputs live until their last use, outputs to the end
 */
public record GraphCost(List<NodeCost> nodes, long macs, long parameters, long statistics, long weightBytes, long peakActivationBytes) {
    private static final Macs MACS = new Macs();

    public GraphCost {
        nodes = List.copyOf(nodes);
    }

    public static GraphCost of(Graph graph) {
        long[] live = Liveness.bytes(graph);
        List<NodeCost> nodes = new ArrayList<>();
        Set<Value> constants = new HashSet<>();
        Set<Value> statistics = new HashSet<>();
        for (Node node : graph.nodes()) {
            nodes.add(cost(graph, node, live[nodes.size() + 1]));
            constants.addAll(constants(graph, node));
            statistics.addAll(statistics(graph, node));
        }
        graph.outputs().stream().map(Port::value).filter(graph::isConstant).forEach(constants::add);
        long macs = nodes.stream().mapToLong(NodeCost::macs).sum();
        return new GraphCost(nodes, macs, elements(constants) - elements(statistics), elements(statistics), bytes(constants),
            Arrays.stream(live).max().orElseThrow());
    }

    private static NodeCost cost(Graph graph, Node node, long liveBytes) {
        Set<Value> constants = constants(graph, node);
        long statistics = elements(statistics(graph, node));
        List<Value> activations = node.op().operands().stream().distinct().filter(operand -> !graph.isConstant(operand)).toList();
        return new NodeCost(node, node.op().accept(MACS), elements(constants) - statistics, statistics, bytes(constants),
            bytes(activations), node.result().type().bytes(), liveBytes);
    }

    private static Set<Value> constants(Graph graph, Node node) {
        Set<Value> constants = new HashSet<>(node.op().operands());
        constants.removeIf(operand -> !graph.isConstant(operand));
        return constants;
    }

    private static Set<Value> statistics(Graph graph, Node node) {
        Set<Value> statistics = constants(graph, node);
        statistics.retainAll(node.op() instanceof BatchNorm norm ? List.of(norm.mean(), norm.variance()) : List.of());
        return statistics;
    }

    private static long elements(Collection<Value> values) {
        return values.stream().mapToLong(value -> value.type().elements()).sum();
    }

    private static long bytes(Collection<Value> values) {
        return values.stream().mapToLong(value -> value.type().bytes()).sum();
    }
}
