package io.sextant.ir.tflite.read;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import java.util.Map;

/**
 * A graph read from a TFLite file. Inputs and outputs are in the order of the file, with its names and layouts.
 *
 * @param tensors the values that stand for tensors of the file, by their index there; none for constants
 */
public record TfliteModel(Graph graph, Map<Integer, Value> tensors) {
    public TfliteModel {
        tensors = Map.copyOf(tensors);
    }
}
