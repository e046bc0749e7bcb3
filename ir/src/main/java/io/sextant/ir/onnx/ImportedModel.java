package io.sextant.ir.onnx;

import io.sextant.ir.graph.Graph;

/** A graph read from an ONNX file, and how that file's inputs and outputs hold the graph's. */
public record ImportedModel(Graph graph, PortLayouts layouts) {
}
