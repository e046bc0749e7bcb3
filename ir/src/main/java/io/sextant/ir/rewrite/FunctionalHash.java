package io.sextant.ir.rewrite;

import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;

/**
 * SHA-256 of what a graph computes, as far as that shows without running it: graphs that differ in names, ids, the order of nodes, dead
 * parts, operators that do nothing, the order of addends and factors, or in how often they compute the same, have one hash. What is
 * left of the graph after {@link Rewrites#STRUCTURE} or {@link Rewrites#CANONICAL} counts in full; so do the order and types of inputs
 * and outputs. {@link io.sextant.ir.graph.GraphHash} tells how a graph is written, this what it means.
 */
public final class FunctionalHash {
    private FunctionalHash() {
    }

    /** What determines latency, and accuracy after training: weights count by their types, and by which operators share them. */
    public static String structure(Graph graph) {
        return Sha256.of(new CanonicalText(Rewrites.STRUCTURE.run(graph).graph(), false).text());
    }

    /** What determines the outputs: the structure, and the elements of all weights. Reads them, which takes its time once. */
    public static String content(Graph graph) {
        return Sha256.of(new CanonicalText(Rewrites.CANONICAL.run(graph).graph(), true).text());
    }
}
