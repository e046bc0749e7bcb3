package io.sextant.search.port;

import io.sextant.ir.graph.Graph;
import io.sextant.search.space.Genotype;

/**
 * A proposed network.
 *
 * @param trial its number, from 0
 * @param graph its structure; the initial weights are only there to be measured with
 */
public record Candidate(int trial, Genotype genotype, Graph graph) {
}
