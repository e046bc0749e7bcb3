package io.sextant.search.port;

import io.sextant.ir.graph.Graph;
import io.sextant.search.space.Genotype;

/** A proposed network. */
public record Candidate(int trial, Genotype genotype, Graph graph) {
}
