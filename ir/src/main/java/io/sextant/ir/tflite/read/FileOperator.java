package io.sextant.ir.tflite.read;

import java.util.List;
import java.util.Optional;

/**
 * An operator as the file describes it.
 *
 * @param name of the built-in operator, or of a custom one
 * @param inputs tensors, -1 for an optional one that is left out
 */
record FileOperator(int index, int code, String name, List<Integer> inputs, List<Integer> outputs, Optional<FlatTable> options) {
    FileOperator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    String place() {
        return "operator " + index + " " + name;
    }
}
