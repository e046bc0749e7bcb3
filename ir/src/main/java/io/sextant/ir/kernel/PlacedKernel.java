package io.sextant.ir.kernel;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import java.util.List;

/**
 * A kernel and where it stands in a graph.
 *
 * @param nodes the graph's nodes that it computes, in the order of those of {@link Kernel#body()}
 * @param inputs activations of the graph, in the order of the inputs of {@link Kernel#body()}
 * @param weights constants of the graph, in the order of the constants of {@link Kernel#body()}
 */
public record PlacedKernel(Kernel kernel, List<Node> nodes, List<Value> inputs, List<Value> weights) {
    public PlacedKernel {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        weights = List.copyOf(weights);
    }

    /** The one value that it makes for others. */
    public Value result() {
        return nodes.get(nodes.size() - 1).result();
    }
}
