package io.sextant.ir.generate;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import java.util.List;

/**
 * A graph and what to run it on.
 *
 * @param seed   what it was generated from
 * @param inputs one tensor for each input of the graph
 */
public record Sample(long seed, Graph graph, List<Tensor> inputs) {
    public Sample {
        inputs = List.copyOf(inputs);
    }
}
