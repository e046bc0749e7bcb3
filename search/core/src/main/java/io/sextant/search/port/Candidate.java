package io.sextant.search.port;

import io.sextant.ir.graph.Graph;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;

/**
 * A proposed network.
 *
 * @param trial     its number, from 0
 * @param graph     its structure in f32, as it is trained; the initial weights are only there to be measured with
 * @param precision what its links compute with when they are trained
 */
public record Candidate(int trial, Genotype genotype, Graph graph, ChainPrecision precision) {
    /** The network as it runs on the device: what is measured, and what costs are those of. */
    public Graph deployed() {
        return precision.nominal(graph, SearchSpace.ROUNDING);
    }
}
