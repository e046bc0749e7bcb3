package io.sextant.ir.cost;

import io.sextant.ir.graph.Node;

/**
 * What one node costs.
 *
 * @param macs multiply-accumulates of convolution, dense and matrix product, padded taps counted; 0 for every other operator
 * @param parameters elements of the node's constants without running statistics
 * @param statistics elements of a batch normalisation's mean and variance, which are not trained
 * @param weightBytes bytes of the node's constants
 * @param bytesRead bytes of the distinct activations that the node takes
 * @param bytesWritten bytes of its result
 * @param liveBytes bytes of the activations alive while it runs: its operands, its result, and whatever a later node or an output needs
 */
public record NodeCost(Node node, long macs, long parameters, long statistics, long weightBytes, long bytesRead, long bytesWritten,
    long liveBytes) {
}
