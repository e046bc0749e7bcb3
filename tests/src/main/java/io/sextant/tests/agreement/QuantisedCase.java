package io.sextant.tests.agreement;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import java.util.List;

/** A graph and what it is run on. */
public record QuantisedCase(Graph graph, List<Tensor> inputs) {
    public QuantisedCase {
        inputs = List.copyOf(inputs);
    }
}
