package io.sextant.ir.onnx;

/** Reads one kind of ONNX node into a graph. */
@FunctionalInterface
interface NodeImport {
    /**
     * Binds the node's first output.
     *
     * @throws io.sextant.ir.InvalidInput without the place, which the caller adds, if the node cannot be read
     * @throws io.sextant.ir.type.IllTyped if an operator's constraints do not hold
     */
    void run(ImportNode node, GraphImport graph);
}
