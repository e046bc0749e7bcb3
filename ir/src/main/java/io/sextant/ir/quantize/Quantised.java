package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantised graph and how it came of the f32 one.
 *
 * @param layers  the results that are computed on integers, of a layer with its activation that of the activation; values of the f32
 *     graph, in its order
 * @param results for each input and result of the f32 graph that is still made, the value that stands for it; what went into an
 *     activation is not
 * @param real    the results that are computed or moved as they were, and why
 */
public record Quantised(Graph graph, List<Value> layers, Map<Value, Value> results, Map<Value, String> real) {
    public Quantised {
        layers = List.copyOf(layers);
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        real = Collections.unmodifiableMap(new LinkedHashMap<>(real));
    }
}
