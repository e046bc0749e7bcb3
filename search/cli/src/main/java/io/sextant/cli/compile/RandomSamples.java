package io.sextant.cli.compile;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/** Noise between -1 and 1, integers 0 or 1: a function of the seed. */
record RandomSamples(Graph graph, int count, long seed) implements Samples {
    @Override
    public List<Tensor> sample(int index) {
        SplittableRandom random = new SplittableRandom(seed + index);
        return graph.inputs().stream().map(input -> SameResult.random(input.value().type(), random)).toList();
    }

    @Override
    public boolean areReal() {
        return false;
    }
}
