package io.sextant.tests.tflite;

import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What TFLite computed. Quantised tensors are the integers, of types without their quantisation.
 *
 * @param outputs in the order of the model's outputs
 * @param tensors all that TFLite holds after the run, intermediate ones and constants too, by their index in the first subgraph;
 *     those above the model's own are scratch memory of TFLite's operators
 * @param names of {@code tensors}, by index
 */
public record TfliteRun(List<Tensor> outputs, Map<Integer, Tensor> tensors, Map<Integer, String> names) {
    public TfliteRun {
        outputs = List.copyOf(outputs);
        tensors = Map.copyOf(tensors);
        names = Map.copyOf(names);
    }

    /** The tensor of this name, which the model gives once. */
    public Tensor tensor(String name) {
        List<Integer> found = names.entrySet().stream().filter(entry -> entry.getValue().equals(name)).map(Map.Entry::getKey).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " tensors are named '" + name + "' among " + names);
        }
        return tensors.get(found.get(0));
    }
}
