package io.sextant.cli.show;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.cost.NodeCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a backend runs as one operator, and what it costs by its definition.
 *
 * @param macs         multiply-accumulates, padded taps counted
 * @param single       whether all of these are of f32
 * @param parameters   elements of its constants without running statistics
 * @param weightBytes  bytes of its constants
 * @param bytesRead    bytes of the activations that come in; what its operators hand to each other is not among them
 * @param bytesWritten bytes of its result
 */
record Layer(PlacedKernel placed, long macs, boolean single, long parameters, long weightBytes, long bytesRead, long bytesWritten) {
    /** The layers of {@code graph} in an order in which they can run. */
    static List<Layer> of(Graph graph, GraphCost cost, Fusion fusion) {
        Map<Node, NodeCost> costs = new HashMap<>();
        cost.nodes().forEach(node -> costs.put(node.node(), node));
        return Kernels.of(graph, fusion).stream().map(placed -> new Layer(placed, sum(placed, costs, NodeCost::macs), isSingle(placed, costs),
            sum(placed, costs, NodeCost::parameters), bytes(placed.weights()), bytes(placed.inputs()),
            placed.result().type().bytes())).toList();
    }

    /** Activations in and out. */
    long activationBytes() {
        return bytesRead + bytesWritten;
    }

    private static boolean isSingle(PlacedKernel placed, Map<Node, NodeCost> costs) {
        return placed.nodes().stream().filter(node -> costs.get(node).macs() > 0)
            .allMatch(node -> node.op().operands().stream().allMatch(operand -> operand.type().dtype() == DType.F32));
    }

    private static long sum(PlacedKernel placed, Map<Node, NodeCost> costs, ToLongFunction<NodeCost> part) {
        return placed.nodes().stream().map(costs::get).mapToLong(part).sum();
    }

    private static long bytes(Collection<Value> values) {
        return values.stream().mapToLong(value -> value.type().bytes()).sum();
    }
}
